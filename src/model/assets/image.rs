//! What the first bytes of a picture say: its kind and its size. No picture is ever decoded.

use imagesize::{Compression, ImageType};

/// Pixels that an image may have: readers' browsers hold four bytes for each.
const MAX_PIXELS: u64 = 50_000_000;

/// Width and height in pixels.
pub type Size = (u32, u32);

/// Why a picture is not published: the rule and what to say.
pub type Refusal = (&'static str, String);

/// Whether an ending is one of a picture that can be measured; drawings are read elsewhere.
pub fn is_image(ending: &str) -> bool {
    matches!(ending, "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif")
}

/// The size of a picture whose name has that ending.
pub fn size(ending: &str, bytes: &[u8]) -> Result<Size, Refusal> {
    let refused = |reason: String| Err(("refused-asset", reason));
    if bytes.is_empty() {
        return refused("the file is empty".to_owned());
    }
    let expected = if ending == "jpg" { "jpeg" } else { ending };
    match kind(bytes) {
        Some(found) if found == expected => {}
        Some(found) => return refused(format!("the file is called `.{ending}` and holds an image of kind {found}")),
        None => return refused(format!("the file is called `.{ending}` and holds no such image")),
    }
    let size = imagesize::blob_size(bytes).ok();
    let size = size.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
    match size {
        Some((width, height)) if width > 0 && height > 0 && is_whole(expected, bytes) => {
            limited((width, height)).map_err(|reason| ("limit", reason))
        }
        _ => refused("the image is cut short or broken".to_owned()),
    }
}

/// The size, unless it is over the limit.
fn limited(size: Size) -> Result<Size, String> {
    let (width, height) = size;
    if u64::from(width) * u64::from(height) <= MAX_PIXELS {
        return Ok(size);
    }
    let most = MAX_PIXELS / 1_000_000;
    Err(format!("an image of {width} × {height} pixels; kb takes {most} million pixels"))
}

/// What the bytes are, by the name of its usual ending.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    // The crate is content with less than the whole signature.
    if bytes.starts_with(b"\x89PNG") && !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    match imagesize::image_type(bytes).ok()? {
        ImageType::Png => Some("png"),
        ImageType::Jpeg => Some("jpeg"),
        ImageType::Gif => Some("gif"),
        ImageType::Webp => Some("webp"),
        ImageType::Heif(Compression::Av1) => Some("avif"),
        _ => None,
    }
}

/// The file goes on to its end, as far as its outer structure tells.
fn is_whole(kind: &str, bytes: &[u8]) -> bool {
    match kind {
        "png" => png_ends(bytes).is_some(),
        "jpeg" => jpeg_ends(bytes).is_some(),
        "webp" => number(bytes, 4, u32::from_le_bytes).is_some_and(|length| bytes.len() >= length + 8),
        // A GIF ends with `;`; some programs write zeros after it.
        "gif" => bytes.iter().rev().find(|byte| **byte != 0) == Some(&b';'),
        "avif" => boxes_end(bytes).is_some(),
        _ => true,
    }
}

/// Chunk by chunk to the one called `IEND`.
fn png_ends(bytes: &[u8]) -> Option<()> {
    let mut at = 8;
    loop {
        let length = number(bytes, at, u32::from_be_bytes)?;
        let name = bytes.get(at + 4..at + 8)?;
        at += 12 + length;
        if at > bytes.len() {
            return None;
        }
        if name == b"IEND" {
            return Some(());
        }
    }
}

/// Segment by segment to the picture itself, and from there to the mark of its end: a preview in a segment has one too.
fn jpeg_ends(bytes: &[u8]) -> Option<()> {
    let mut at = 2;
    loop {
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let marker = bytes.get(at..at + 2).filter(|marker| marker[0] == 0xff)?[1];
        let length = bytes.get(at + 2..at + 4).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]))?;
        at += 2 + length.max(2);
        if marker == 0xda {
            // From behind, where a whole file has it: rebuilds read every image anew.
            return bytes.get(at..)?.windows(2).rev().any(|two| two == [0xff, 0xd9]).then_some(());
        }
    }
}

/// Box by box; the last one may have no length and then goes to the end.
fn boxes_end(bytes: &[u8]) -> Option<()> {
    let mut at = 0_usize;
    while at < bytes.len() {
        let length = match number(bytes, at, u32::from_be_bytes)? {
            0 => return Some(()),
            1 => {
                let long = bytes.get(at + 8..at + 16)?.try_into().ok()?;
                usize::try_from(u64::from_be_bytes(long)).ok()?
            }
            length => length,
        };
        at = at.checked_add(length.max(8))?;
    }
    (at == bytes.len()).then_some(())
}

fn number(bytes: &[u8], at: usize, read: fn([u8; 4]) -> u32) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(read(four)).ok()
}

/// The size that a drawing says it has: its width and height, else those of its `viewBox`.
pub fn drawing(root: roxmltree::Node<'_, '_>) -> Option<Size> {
    let length = |name: &str| {
        let text = root.attribute(name)?.trim();
        whole(text.strip_suffix("px").unwrap_or(text).parse().ok()?)
    };
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let numbers = root.attribute("viewBox")?.split(|c: char| c.is_whitespace() || c == ',');
    let numbers: Vec<f64> = numbers.filter(|word| !word.is_empty()).filter_map(|word| word.parse().ok()).collect();
    let [_, _, width, height] = numbers[..] else { return None };
    Some((whole(width)?, whole(height)?))
}

/// A length in whole pixels, at least one.
fn whole(length: f64) -> Option<u32> {
    (length > 0.0 && length < 1_000_000.0).then(|| (length.round() as u32).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of that size, without the pixels.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x06\0\0\0crc!");
        bytes.extend(b"\0\0\0\0IENDcrc!");
        bytes
    }

    fn jpeg(width: u8, height: u8) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0];
        bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9]);
        bytes
    }

    fn message(ending: &str, bytes: &[u8]) -> String {
        let (rule, message) = size(ending, bytes).expect_err("it is refused");
        format!("{rule}: {message}")
    }

    #[test]
    fn sizes_are_read_from_the_first_bytes() {
        assert_eq!(size("png", &png(640, 480)), Ok((640, 480)));
        assert_eq!(size("jpg", &jpeg(64, 48)), Ok((64, 48)));
        assert_eq!(size("gif", b"GIF89a\x05\0\x04\0\0\0\0;\0"), Ok((5, 4)));
        let webp = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x04\xc0\0\0\0\0\0\0\0\0\0\0\0";
        assert_eq!(size("webp", webp), Ok((5, 4)));
    }

    #[test]
    fn images_that_lie_about_their_kind_are_refused() {
        let other = "refused-asset: the file is called `.png` and holds an image of kind jpeg";
        assert_eq!(message("png", &jpeg(1, 1)), other);
        let none = "refused-asset: the file is called `.jpg` and holds no such image";
        assert_eq!(message("jpg", b"<!doctype html><script>alert(1)</script>"), none);
        assert_eq!(message("png", b"\x89PNG<script>"), none.replace("jpg", "png"));
        assert_eq!(message("gif", b""), "refused-asset: the file is empty");
    }

    #[test]
    fn images_that_are_cut_are_refused() {
        let cut = "refused-asset: the image is cut short or broken";
        for (ending, whole) in [("png", png(9, 9)), ("jpg", jpeg(9, 9)), ("gif", b"GIF89a\x05\0\x04\0\0\0\0;".to_vec())]
        {
            for length in 12..whole.len() {
                assert_eq!(message(ending, &whole[..length]), cut, "{ending} of {length} bytes");
            }
        }
        assert_eq!(message("png", &png(0, 9)), cut);
    }

    #[test]
    fn images_of_too_many_pixels_are_refused_by_what_they_say() {
        let message = message("png", &png(50_000, 50_000));
        assert_eq!(message, "limit: an image of 50000 × 50000 pixels; kb takes 50 million pixels");
        assert!(size("png", &png(10_000, 5_000)).is_ok());
    }

    #[test]
    fn drawings_have_a_size_or_a_view() {
        let read = |attributes: &str| {
            let text = format!("<svg {attributes}/>");
            drawing(roxmltree::Document::parse(&text).expect("it is XML").root_element())
        };
        assert_eq!(read("width='20' height='10.4px'"), Some((20, 10)));
        assert_eq!(read("width='100%' height='2em' viewBox='0 0 30,15'"), Some((30, 15)));
        assert_eq!(read("viewBox='0 0 0 15'"), None);
        assert_eq!(read("width='20'"), None);
    }
}
