"""A link as a picture that a telephone reads."""

import io


def write_qr(link: str) -> bytes:
    """The link as a QR code, PNG."""
    import segno

    buffer = io.BytesIO()
    segno.make(link, error="l", micro=False).save(buffer, kind="png", scale=4, border=2)
    return buffer.getvalue()
