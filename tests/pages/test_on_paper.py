"""What paper gets of the table of municipalities: all rows of a region; of the country how many there are and where."""

DAY = "2024-05-02"


def test_the_municipalities_of_a_region_are_printed_whole(open_page):
    page = open_page("municipalities", dato=DAY, region="Oslo og Viken")
    (printed,) = page.table
    assert len(printed.value) == 52
    assert list(printed.value)[:2] == ["Kommune", "Lengst kommet"]
    assert not any("Arket viser" in one.value for one in page.caption)


def test_of_the_whole_country_paper_says_how_many_rows_it_lacks(open_page):
    page = open_page("municipalities", dato=DAY)
    assert not page.table
    (told,) = (one.value for one in page.caption if "Arket viser" in one.value)
    # 357 municipalities, Longyearbyen, and those whose municipality is not known.
    assert told == "Arket viser 14 av 359 rader. Excel-filen har alle, og skrives ut én side bred."
