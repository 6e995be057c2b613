//! A face that nobody has, drawn for tests: here, and in the crates whose tests include this file. In: a size and a place.
//! Out: pixels, or a PNG of them. Never: a picture of anybody.

/// Three bytes a pixel of a plain ground with a drawn face for each place: the column and row of its middle, and half of its
/// height.
pub(crate) fn faces_at(width: usize, height: usize, places: &[(f64, f64, f64)]) -> Vec<u8> {
    let mut rgb: Vec<[f64; 3]> = vec![[150.0, 170.0, 190.0]; width * height];
    for (across, down, half) in places {
        for (x, y, colour, [wide, high], soft, strength) in parts() {
            for (place, pixel) in rgb.iter_mut().enumerate() {
                let u = ((place % width) as f64 - across) / half - x;
                let v = ((place / width) as f64 - down) / half - y;
                let within = (1.0 - (u / wide).powi(2) - (v / high).powi(2)) / soft + 0.5;
                let part = (within * strength).clamp(0.0, strength.min(1.0));
                for (sample, colour) in pixel.iter_mut().zip(colour) {
                    *sample = *sample * (1.0 - part) + colour * part;
                }
            }
        }
    }
    rgb.iter().flatten().map(|sample| *sample as u8).collect()
}

type Part = (f64, f64, [f64; 3], [f64; 2], f64, f64);

/// Ellipses from back to front: middle, colour, half sides, how soft their rim is, how strong they are.
fn parts() -> Vec<Part> {
    let mut parts = vec![
        (0.0, 2.3, [60.0, 70.0, 110.0], [1.6, 1.1], 0.1, 1.0),
        (0.0, 1.1, [190.0, 140.0, 115.0], [0.38, 0.6], 0.2, 1.0),
        (0.0, -0.25, [50.0, 35.0, 25.0], [0.86, 1.0], 0.1, 1.0),
        (0.0, 0.05, [222.0, 172.0, 145.0], [0.70, 0.95], 0.12, 1.0),
    ];
    for side in [-1.0, 1.0] {
        parts.extend([
            (0.30 * side, -0.12, [140.0, 95.0, 75.0], [0.24, 0.16], 0.8, 0.45),
            (0.30 * side, -0.10, [240.0, 235.0, 230.0], [0.15, 0.075], 0.4, 1.0),
            (0.30 * side, -0.10, [50.0, 35.0, 30.0], [0.072, 0.075], 0.4, 1.0),
            (0.30 * side, -0.29, [60.0, 40.0, 30.0], [0.20, 0.045], 0.6, 0.9),
            (0.10 * side, 0.27, [90.0, 50.0, 40.0], [0.05, 0.04], 0.6, 0.35),
        ]);
    }
    parts.extend([
        (0.09, 0.12, [150.0, 105.0, 85.0], [0.05, 0.22], 0.9, 0.25),
        (0.0, 0.2, [250.0, 215.0, 195.0], [0.06, 0.1], 0.9, 0.25),
        (0.0, 0.52, [165.0, 80.0, 80.0], [0.26, 0.075], 0.5, 0.9),
        (0.0, 0.515, [90.0, 35.0, 35.0], [0.24, 0.018], 0.6, 0.8),
        (0.0, 0.66, [150.0, 105.0, 85.0], [0.16, 0.04], 0.9, 0.25),
    ]);
    parts
}

/// A PNG of three bytes a pixel, not compressed; before its end come these other chunks.
pub(crate) fn png(width: usize, height: usize, rgb: &[u8], more: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let rows: Vec<u8> = rgb.chunks_exact(width * 3).flat_map(|row| [&[0], row].concat()).collect();
    // A zlib stream of blocks that are stored as they are.
    let mut data = vec![0x78, 0x01];
    let mut blocks = rows.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    let (low, high) = rows.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    data.extend((high << 16 | low).to_be_bytes());
    let side = |side: usize| (side as u32).to_be_bytes();
    let head = [side(width).as_slice(), &side(height), &[8, 2, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let parts = [(b"IHDR", head.as_slice())].into_iter().chain(more.iter().copied());
    for (name, content) in parts.chain([(b"IDAT", data.as_slice()), (b"IEND", b"".as_slice())]) {
        let whole = [name.as_slice(), content].concat();
        out.extend((content.len() as u32).to_be_bytes());
        out.extend(&whole);
        out.extend(checksum(&whole).to_be_bytes());
    }
    out
}

/// The cyclic redundancy check of PNG.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}
