"""The attacks that the suite tries, by kind: which tests they are, each with all its cases."""

ATTACKS = {
    "a configuration that would leave it open": {
        "frame/test_access.py": [
            "test_an_unclear_or_unsafe_configuration_does_not_start",
            "test_a_file_of_secrets_that_cannot_be_read_does_not_start_as_local",
            "test_a_server_started_past_the_door_shows_nothing",
            "test_without_sign_in_the_app_starts_on_this_machine_only",
            "test_a_path_below_the_root_does_not_start",
            "test_taking_the_configuration_away_while_running_opens_nothing",
        ]
    },
    "another machine, another site, another page": {
        "frame/test_serving_door.py": [
            "test_local_mode_answers_this_machine_only",
            "test_with_sign_in_no_other_page_is_answered",
            "test_only_a_page_of_our_own_is_the_way_back",
            "test_the_way_back_never_leads_to_another_site",
        ],
        "frame/test_serving_headers.py": ["test_a_host_that_is_no_host_name_adds_nothing_to_the_policy"],
        "browser/test_serving.py": [
            "test_without_sign_in_only_this_machine_is_let_in",
            "test_without_sign_in_a_proxy_in_front_lets_nobody_in",
            "test_without_sign_in_a_page_of_another_site_is_not_answered",
        ],
        "browser/test_nginx.py": ["test_an_app_without_sign_in_lets_nobody_in_through_nginx"],
        "browser/test_attacks.py": ["test_a_socket_from_another_origin_is_refused"],
    },
    "a token or a cookie that is false, old or another's": {
        "browser/test_sign_in.py": [
            "test_a_flawed_token_lets_nobody_in",
            "test_a_sign_in_of_nine_hours_ago_has_run_out",
            "test_an_open_page_closes_when_the_sign_in_runs_out",
            "test_signing_out_in_one_tab_signs_out_of_the_others",
            "test_a_copied_cookie_is_worth_nothing_after_signing_out",
            "test_a_cookie_that_was_changed_is_no_sign_in",
            "test_a_user_without_a_known_role_gets_a_calm_page",
        ],
        "browser/test_print_signed_in.py": [
            "test_the_page_comes_as_the_user_sees_it_and_the_sign_in_is_left_nowhere",
            "test_without_a_sign_in_or_with_a_forged_one_nothing_is_printed",
        ],
        "frame/test_access.py": [
            "test_only_known_app_roles_give_a_role",
            "test_a_sign_in_of_unknown_age_does_not_count",
            "test_whoever_is_not_signed_in_with_a_role_sees_why_and_nothing_else",
            "test_after_signing_out_an_open_session_sees_nothing",
        ],
        "frame/test_serving_files.py": ["test_a_link_that_signs_out_ends_the_sign_in"],
        "frame/test_claims.py": [
            "test_a_claim_of_any_form_gives_a_user_no_role_or_a_sentence",
            "test_roles_of_a_strange_form_give_none",
            "test_branches_of_a_strange_form_are_a_sentence",
            "test_a_table_of_branches_of_a_strange_form_opens_nothing",
            "test_a_sign_in_of_a_strange_age_has_no_file",
            "test_the_page_of_one_with_a_strange_claim_is_calm",
        ],
    },
    "a message that is not one's to send": {
        "frame/test_messages.py": [
            "test_a_message_is_taken_in_only_from_those_it_is_open_to",
            "test_on_this_machine_alone_nothing_more_is_open_than_to_an_administrator",
            "test_a_refused_message_is_passed_over_and_the_next_one_taken_in",
            "test_a_sign_in_that_has_run_out_sends_no_more_than_nobody",
            "test_a_message_of_two_kinds_is_what_streamlit_takes_it_for",
            "test_what_is_no_message_is_left_to_streamlit_or_refused",
            "test_a_message_sent_as_text_is_passed_over",
        ],
        "browser/test_attacks.py": ["test_nobody_empties_the_caches_of_all"],
    },
    "a page or an action that is not one's own": {
        "frame/test_access_walk.py": [
            "test_a_page_run_past_the_frame_asks_by_itself",
            "test_in_the_frame_nothing_opens_for_nobody",
            "test_no_parameter_of_a_link_lets_anyone_in",
            "test_a_state_replayed_from_another_session_lets_nobody_in",
        ],
        "frame/test_replay.py": ["test_an_action_replayed_by_those_who_may_not_writes_nothing"],
        "browser/test_sign_in.py": ["test_nobody_sees_a_page_before_signing_in"],
    },
    "other people's data": {
        "frame/test_personal_data.py": [
            "test_a_leader_gets_no_ones_name_or_address",
            "test_an_adviser_gets_no_one_of_another_branch",
            "test_an_adviser_copies_no_address_of_another_branch",
        ],
        "frame/test_assessing_roles.py": [
            "test_an_assessor_sees_the_applications_given_to_them_and_nothing_else",
            "test_one_with_the_role_whom_nobody_has_entered_sees_no_application",
            "test_others_scores_come_when_ones_own_are_in_and_those_of_other_applications_never",
            "test_a_choice_replayed_from_another_session_opens_no_application_of_others",
            "test_scores_replayed_by_those_who_may_not_are_not_saved",
            "test_management_and_advisers_see_neither_what_was_written_nor_scores_on_any_page",
            "test_a_file_of_applications_is_an_administrators_to_download",
        ],
        "frame/test_serving_files.py": [
            "test_a_download_is_for_the_user_it_was_written_for",
            "test_a_strange_host_opens_no_file",
            "test_files_are_not_for_those_without_a_sign_in",
        ],
        "browser/test_attacks.py": ["test_an_advisers_download_is_for_no_one_else"],
    },
    "an address that leads inside": {
        "frame/test_serving_headers.py": ["test_closed_addresses_never_reach_streamlit"],
        "frame/test_serving_page.py": ["test_only_files_of_the_static_folders_are_read"],
        "browser/test_serving.py": [
            "test_what_nobody_needs_is_closed",
            "test_no_address_leads_out_of_the_static_folders",
        ],
        "browser/test_attacks.py": ["test_no_address_gives_more_than_the_page_and_each_answer_has_the_headers"],
    },
    "an upload that is not allowed, too large or a trap": {
        "frame/test_serving_files.py": ["test_only_those_who_may_upload_send_files"],
        "browser/test_attacks.py": ["test_no_file_is_taken_without_the_token_the_right_and_the_session"],
        "browser/test_nginx.py": ["test_a_larger_upload_than_allowed_is_stopped_at_nginx"],
        "loaders/test_bad_files.py": [
            "test_what_is_no_table_is_refused_with_a_sentence_that_says_what_to_do",
            "test_a_bomb_ends_in_a_sentence_soon_and_small",
            "test_a_file_outside_is_never_read",
        ],
    },
    "a text that is code somewhere else": {
        "browser/test_journeys_hostile.py": [
            "test_a_municipality_cell_with_code_is_shown_as_text_under_review",
            "test_an_answer_with_code_is_shown_as_text_wherever_the_answer_shows",
            "test_names_with_code_leave_as_text",
            "test_text_that_is_code_stays_text_in_the_panel_of_the_map_and_where_it_is_settled",
        ],
        "browser/test_attacks.py": ["test_a_text_in_a_link_is_shown_as_it_is"],
        "browser/test_sign_in.py": ["test_a_name_from_the_token_is_shown_as_text"],
        "frame/test_downloads.py": [
            "test_text_that_looks_like_a_formula_stays_text",
            "test_csv_never_starts_a_formula",
        ],
        "charts/test_map_tooltip.py": ["test_no_text_of_the_status_table_enters_the_template"],
    },
    "an error or an answer that tells too much": {
        "browser/test_error_page.py": ["test_a_bug_shows_a_number_that_finds_the_line_in_the_log_and_nothing_private"],
        "frame/test_serving_headers.py": ["test_a_bug_outside_the_pages_is_answered_with_a_number_that_finds_the_line"],
        "frame/test_errors.py": ["test_no_log_record_carries_the_message_of_an_exception"],
        "browser/test_attacks.py": ["test_the_browser_is_told_no_versions_and_no_system"],
        "browser/test_sign_in.py": ["test_the_log_names_no_one_and_shows_no_token"],
    },
}
KIND_OF = {(file, test): kind for kind, files in ATTACKS.items() for file, tests in files.items() for test in tests}
