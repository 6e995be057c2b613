//! Containers that a test writes itself, and programs that stand for a bad ffmpeg.

use super::*;

fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).expect("short").to_be_bytes();
    [length.as_slice(), name, content].concat()
}

/// A header of 1,250 parts in a scale of 500, with one track of 640 by 360.
fn mp4(user_data: &[u8]) -> Vec<u8> {
    let mut header = [0u8; 100];
    header[12..16].copy_from_slice(&500u32.to_be_bytes());
    header[16..20].copy_from_slice(&1_250u32.to_be_bytes());
    let mut track = [0u8; 84];
    track[76..80].copy_from_slice(&(640u32 << 16).to_be_bytes());
    track[80..84].copy_from_slice(&(360u32 << 16).to_be_bytes());
    let samples = [&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 16], b"avc1".as_slice(), &[0; 8]].concat();
    let media = boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &boxed(b"stsd", &samples))));
    let tracks = boxed(b"trak", &[boxed(b"tkhd", &track), media].concat());
    let header = [boxed(b"mvhd", &header), tracks, user_data.to_vec()].concat();
    let brand = boxed(b"ftyp", b"isom\0\0\0\0");
    // The header behind the pictures, where cameras write it.
    [brand, boxed(b"mdat", &[7; 70_000]), boxed(b"moov", &header)].concat()
}

fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    // A length of eight bytes.
    let length = (content.len() as u64 | 1 << 56).to_be_bytes();
    [id, &length, content].concat()
}

fn webm(tags: &[u8]) -> Vec<u8> {
    let info = element(&[0x15, 0x49, 0xa9, 0x66], &element(&[0x44, 0x89], &2_500f64.to_be_bytes()));
    let video = [element(&[0xb0], &640u16.to_be_bytes()), element(&[0xba], &360u16.to_be_bytes())].concat();
    let track = [element(&[0x86], b"V_VP9"), element(&[0xe0], &video)].concat();
    let tracks = element(&[0x16, 0x54, 0xae, 0x6b], &element(&[0xae], &track));
    let cluster = element(&[0x1f, 0x43, 0xb6, 0x75], &[7; 70_000]);
    let segment = [info, tracks, cluster, tags.to_vec()].concat();
    [element(&[0x1a, 0x45, 0xdf, 0xa3], b""), element(&[0x18, 0x53, 0x80, 0x67], &segment)].concat()
}

fn tag(name: &[u8]) -> Vec<u8> {
    let simple = element(&[0x67, 0xc8], &element(&[0x45, 0xa3], name));
    element(&[0x12, 0x54, 0xc3, 0x67], &element(&[0x73, 0x73], &simple))
}

#[track_caller]
fn container(bytes: &[u8]) -> Result<Container, ContainerError> {
    let media_type = media_type(&bytes[..16.min(bytes.len())]).expect("a video");
    let mut reader = bytes;
    let video = read("a", media_type, &mut reader, None).expect("readable");
    assert_eq!((video.bytes, video.digest), (bytes.len() as u64, Digest::of(bytes)), "it is read to its end");
    video.container
}

#[test]
fn a_container_says_how_long_and_how_large_and_no_more_than_it_knows() {
    for (bytes, codec) in [(mp4(b""), "avc1"), (webm(b""), "V_VP9")] {
        let expected = Container {
            duration_ms: Some(2_500),
            size: Some((640, 360)),
            codecs: BTreeSet::from([codec.to_owned()]),
            has_position: false,
            has_origin: false,
        };
        assert_eq!(container(&bytes), Ok(expected));
    }
}

#[test]
fn a_position_is_seen_wherever_cameras_write_it() {
    let place = boxed(b"\xa9xyz", b"\0\x12\x15\xc7+00.0000+000.0000/");
    let apple =
        [[0; 4].as_slice(), &boxed(b"keys", b"\0\0\0\0\0\0\0\x01\0\0\0\x2cmdtacom.apple.quicktime.location.ISO6709")]
            .concat();
    for user_data in [
        boxed(b"udta", &place),
        // QuickTime ends its list with zeros.
        boxed(b"udta", &[place.as_slice(), &[0; 4]].concat()),
        boxed(b"udta", &boxed(b"loci", b"\0\0\0\0\x15\xc7")),
        boxed(b"meta", &apple),
        boxed(b"meta", &apple[4..]),
    ] {
        let found = container(&mp4(&user_data)).expect("readable");
        assert!(found.has_position, "{user_data:?}");
    }
    let origin =
        boxed(b"udta", &boxed(b"meta", &[[0; 4].as_slice(), &boxed(b"ilst", &boxed(b"\xa9ART", b"x"))].concat()));
    let found = container(&mp4(&origin)).expect("readable");
    assert!(found.has_origin && !found.has_position);
    let muxer =
        boxed(b"udta", &boxed(b"meta", &[[0; 4].as_slice(), &boxed(b"ilst", &boxed(b"\xa9too", b"x"))].concat()));
    assert!(!container(&mp4(&muxer)).expect("readable").has_origin, "every muxer names itself");
    assert!(container(&webm(&tag(b"LOCATION"))).expect("readable").has_position);
    assert!(container(&webm(&tag(b"ARTIST"))).expect("readable").has_origin);
    assert!(!container(&webm(&tag(b"ENCODER"))).expect("readable").has_origin);
}

#[test]
fn a_cut_or_lying_container_is_broken_and_still_digested() {
    for whole in [mp4(b""), webm(b"")] {
        for end in (16..whole.len() - 1).step_by(997) {
            assert!(container(&whole[..end]).is_err(), "{end} of {} bytes", whole.len());
        }
    }
    // A box that is longer than what it stands in, and boxes deeper than any.
    assert_eq!(
        container(&[boxed(b"ftyp", b"isom\0\0\0\0"), b"\xff\xff\xff\xffmoov".to_vec()].concat()),
        Err(ContainerError::Broken)
    );
    let deep = (0..40).fold(Vec::new(), |inner, _| boxed(b"trak", &inner));
    assert_eq!(
        container(&[boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &deep)].concat()),
        Err(ContainerError::TooDeep)
    );
}

#[test]
fn without_the_program_there_are_no_frames_and_the_reason_says_what_to_do() {
    let video = Video::read("a", &mut mp4(b"").as_slice(), None).expect("readable").expect("a video");
    let why = video.frames.expect_err("there is no program");
    assert!(why.to_string().contains("apt-get install ffmpeg"), "{why}");
    assert_eq!(FrameLimits::find_ffmpeg(None), None);
    let gone = Path::new("/nowhere/ffmpeg");
    let video = Video::read("a", &mut mp4(b"").as_slice(), Some(gone)).expect("readable").expect("a video");
    assert_eq!((video.frames.err(), video.container.is_ok()), (Some(FramesError::NotInstalled), true));
}

/// A program of a few lines stands for one that hangs, writes without end, or gives up: the bounds are ours and not its.
#[cfg(unix)]
#[test]
fn a_program_that_hangs_or_floods_is_ended() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = crate::tests::Scratch::new();
    let limits = FrameLimits { seconds_max: 1, bytes_max: 1 << 20, ..FrameLimits::default() };
    for (script, expected) in [
        ("exec /bin/sleep 600", FramesError::TooSlow { seconds: 1 }),
        ("exec /bin/cat /dev/zero", FramesError::TooMuch { max: 1 << 20 }),
        ("exit 1", FramesError::Unreadable),
        ("printf 'no picture'", FramesError::Unreadable),
        ("exit 0", FramesError::Unreadable),
    ] {
        let program = scratch.write("ffmpeg", format!("#!/bin/sh\n{script}\n"));
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a disk");
        let video = world::scratch().expect("a disk");
        assert_eq!(key_frames(&program, video, &limits).err(), Some(expected), "{script}");
    }
}

/// A copy that does not fit onto the disk is neither a broken container nor a video that was looked at.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_copy_is_an_error() {
    for (bytes, media_type) in [(mp4(b""), "video/mp4"), (webm(b""), "video/webm")] {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let ffmpeg = Path::new("/nowhere/ffmpeg");
        let read = read_beside("a", media_type, &mut bytes.as_slice(), Some(ffmpeg), Some(full));
        assert_eq!(read.expect_err("nothing was copied").kind(), io::ErrorKind::StorageFull);
    }
}

/// The program itself, which Debian packages as `ffmpeg`; the gate installs it.
fn ffmpeg() -> Option<std::path::PathBuf> {
    let found = FrameLimits::find_ffmpeg(std::env::var_os("PATH").as_deref());
    if found.is_none() {
        eprintln!("NOT TESTED: ffmpeg is not installed; `apt-get install ffmpeg`");
    }
    found
}

/// Three seconds of a pattern that ffmpeg draws, with a key frame at the beginning of each.
fn drawn(ffmpeg: &Path, pattern: &str, to: &Path) -> Vec<u8> {
    let made = std::process::Command::new(ffmpeg)
        .args(["-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i"])
        .arg(format!("{pattern}=size=320x240:rate=10"))
        .args([
            "-t",
            "3",
            "-c:v",
            "mpeg4",
            "-q:v",
            "3",
            "-g",
            "10",
            "-sc_threshold",
            "1000000000",
            "-pix_fmt",
            "yuv420p",
        ])
        .arg(to)
        .status()
        .expect("it starts");
    assert!(made.success());
    let mut bytes = Vec::new();
    world::open(to).expect("it was written").read_to_end(&mut bytes).expect("readable");
    bytes
}

#[test]
fn the_key_frames_of_a_video_are_those_of_it_written_again_and_of_no_other() {
    let Some(ffmpeg) = ffmpeg() else { return };
    let scratch = crate::tests::Scratch::new();
    let frames = |bytes: &[u8]| {
        let video = Video::read("a", &mut &*bytes, Some(&ffmpeg)).expect("readable").expect("a video");
        assert_eq!((video.digest, video.bytes), (Digest::of(bytes), bytes.len() as u64));
        video.frames
    };
    let first = drawn(&ffmpeg, "testsrc2", &scratch.write("first.mp4", ""));
    let hashes = frames(&first).expect("key frames");
    assert_eq!(hashes.len(), 3);
    // In another container, from the first byte on in another layout.
    let again = frames(&drawn(&ffmpeg, "testsrc2", &scratch.write("again.mkv", ""))).expect("key frames");
    let other = frames(&drawn(&ffmpeg, "mandelbrot", &scratch.write("other.mov", ""))).expect("key frames");
    for ((hash, again), other) in hashes.iter().zip(&again).zip(&other) {
        assert!(hash.distance(again) <= 31, "{hash} {again}");
        assert!(hash.distance(other) > 31, "{hash} {other}");
    }
    assert_eq!(frames(&first[..first.len() / 2]).err(), Some(FramesError::Unreadable), "its header is at its end");
}
