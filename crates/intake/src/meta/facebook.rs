//! A Facebook download in JSON: `your_facebook_activity/…` of 2023 and later, `your_activity_across_facebook/…` of 2022, and
//! the folders at the top of before. In: a folder or an archive. Out: a post for each post, group post, comment, note and
//! profile, a caption, photo or video for each picture that no post names, a direct message for each that the person sent.
//! Never: what somebody else wrote to the person or on their timeline, or a text whose letters Meta broke passed on broken.
//!
//! Identifiers: Facebook gives none. A record is `{service}:TAG/SECTION/SECONDS-N`, the N-th of its second, a picture
//! `{service}:TAG/PATH`; TAG is the declared `account_id`, else 16 digits of a digest of the user name, else of the name of the
//! package, so that no name stands in a record's identifier. The account is `{service}:` and the declared `account_id`, else the
//! user name, else unknown.
//!
//! It can never supply: the audience of a record (archived and pending ones are the author's alone, messages their persons'),
//! language, earlier wordings and when something was edited, deletions, on whose post a comment stands, the group of a group
//! post (its title says it in words of the person's language; a comment names it), and whether a group is open. A
//! recommendation of a page comes as a post. A thread that was encrypted end to end comes in a download of its own.

use super::mojibake::repaired;
use super::{Labels, Numbers, Thread, is_video, moment, seconds, stem, thread_of};
use crate::bounded::Limits;
use crate::desk::{Desk, Halt};
use crate::package::Package;
use crate::stream::{self, Fields};
use crate::writer::{Writer, file_name, tag};
use crate::{Format, IntakeError, Place, Position, Reason, Source, picture};
use serde_json::Value;
use std::collections::BTreeSet;
use terms::{AccountId, Kind, Media, Post, Text, Visibility};

/// Whether only this format has a member of this name.
pub(crate) fn is_marker(name: &str) -> bool {
    let below = ROOTS.iter().any(|root| name.starts_with(root));
    member(name).is_some_and(|member| below || matches!(member, Member::Posts | Member::GroupPosts))
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Posts,
    /// Posts that nobody but the person sees: archived, or waiting for a group's approval.
    Hidden,
    GroupPosts,
    Comments,
    GroupComments,
    Notes,
    Pictures,
    Messages,
    /// What others wrote on the person's timeline.
    OfOthers,
}

fn member(name: &str) -> Option<Member> {
    let name = ROOTS.iter().find_map(|root| name.strip_prefix(root)).unwrap_or(name);
    if thread_of(name).is_some() {
        return Some(Member::Messages);
    }
    let (folder, file) = name.rsplit_once('/')?;
    let stem = stem(file)?;
    Some(match (folder, stem) {
        ("posts", "your_posts" | "your_posts__check_ins__photos_and_videos" | "posts_on_other_pages_and_profiles") => {
            Member::Posts
        }
        ("posts", "archive") | ("stories", "archived_stories") | ("groups", "your_pending_posts_in_groups") => {
            Member::Hidden
        }
        ("posts", "other_people's_posts_to_your_timeline" | "other_people_s_posts_to_your_timeline") => {
            Member::OfOthers
        }
        ("groups", "group_posts_and_comments" | "your_posts_in_groups" | "your_posts_and_comments_in_groups") => {
            Member::GroupPosts
        }
        ("groups", "your_comments_in_groups") => Member::GroupComments,
        ("groups/your_group_messages", _) => Member::Messages,
        ("comments_and_reactions" | "comments", "comments") => Member::Comments,
        ("other_activity" | "notes", "notes") => Member::Notes,
        ("posts/album" | "photos_and_videos/album" | "posts" | "photos_and_videos", stem) => {
            let is_album = folder.ends_with("/album");
            let is_list = matches!(stem, "your_uncategorized_photos" | "your_photos" | "your_videos");
            return (is_album || is_list).then_some(Member::Pictures);
        }
        _ => return None,
    })
}

/// Reads the whole package.
pub(crate) fn read(source: &Source, limits: &Limits, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let path = source.path.as_path();
    let mut package = Package::open(path, limits)?;
    if !package.settle(&is_marker)? {
        let hint = "this is no Facebook download in JSON; check `format`, and ask Facebook for JSON, not HTML";
        let member = format!("{}posts/…", ROOTS.first().copied().unwrap_or_default());
        return Err(IntakeError::MissingMember { path: path.to_owned(), member, hint }.into());
    }
    desk.know_rights(picture::rights_of_package(&mut package, limits)?);
    let mut writer = Writer::of(source, Format::Facebook)?;
    let holder = holder(&mut package)?;
    let account = source.declare.account_id.as_ref().or(holder.username.as_ref());
    let tag = match account {
        Some(id) if source.declare.account_id.is_some() => id.clone(),
        Some(id) => tag("facebook account", id),
        None => tag("facebook package", file_name(path)),
    };
    writer.account = account.map(|id| AccountId::new(format!("{}:{id}", writer.service)));
    let mut download = Download { writer, tag, name: holder.name, numbers: Numbers::default(), seen: BTreeSet::new() };
    if let Some(post) = download.profile(holder.about.as_deref()) {
        desk.post(holder.place.unwrap_or_else(|| package.place("")), post)?;
    }
    // Pictures come last: most of them were named by a post, and are no second record.
    let passes: [fn(Member) -> bool; 2] = [|member| member != Member::Pictures, |member| member == Member::Pictures];
    for pass in passes {
        package.visit(&|name| member(name).is_some_and(pass), &mut |name, reader| {
            let Some(member) = member(name) else { return Ok(()) };
            let place = Place::member(path, title_of(name, member));
            stream::deep(reader, &place, &mut |keys, number, item| {
                if number == 0 || !is_record_list(member, keys) {
                    return Ok(());
                }
                download.take(name, member, &item, &place.clone().at(Position::Item(number)), desk)
            })
        })?;
    }
    picture::of_package(&mut package, limits, desk)?;
    package.count(&mut desk.tally);
    Ok(())
}

/// The name of a member as it may stand in a report: the folder of a thread bears a person's name.
fn title_of(name: &str, member: Member) -> &str {
    if member == Member::Messages { "(a thread of messages)" } else { name }
}

/// Whether a list is one of records. A record itself is never opened, so lists inside it do not come here.
fn is_record_list(member: Member, keys: &[String]) -> bool {
    let last = keys.last().map(String::as_str);
    match member {
        Member::Messages => last == Some("messages"),
        Member::Pictures => {
            matches!(last, None | Some("photos" | "other_photos_v2" | "videos_v2" | "photos_v2" | "videos"))
        }
        _ => keys.len() <= 2,
    }
}

#[derive(Default)]
struct Holder {
    username: Option<String>,
    name: Option<String>,
    about: Option<String>,
    place: Option<Place>,
}

/// What the package says about its holder: the user name, the name in messages, and what they wrote about themselves.
/// Everything else in this member, from birthday to addresses, is left where it is [GDPR 5(1)(c)].
fn holder(package: &mut Package) -> Result<Holder, Halt> {
    for name in PROFILES {
        let Some(bytes) = package.read_small(name)? else { continue };
        let place = package.place(name);
        let document = stream::small(&bytes, &place)?;
        let profile = PROFILE_KEYS.iter().find_map(|key| document.get(key)).unwrap_or(&document);
        let text =
            |path: &str| profile.pointer(path).and_then(Value::as_str).map(repaired).filter(|text| !text.is_empty());
        let about: Vec<String> =
            ["/intro_bio/name", "/about_me", "/favorite_quotes"].iter().filter_map(|path| text(path)).collect();
        return Ok(Holder {
            username: text("/username"),
            name: text("/name/full_name"),
            about: Some(about.join("\n\n")).filter(|about| !about.is_empty()),
            place: Some(place),
        });
    }
    Ok(Holder::default())
}

struct Download {
    writer: Writer,
    tag: String,
    name: Option<String>,
    numbers: Numbers,
    // Pictures that a record has named.
    seen: BTreeSet<String>,
}

/// The words and files of one record.
#[derive(Default)]
struct Content {
    words: Vec<String>,
    group: Option<String>,
    // Each with its own description, where it has one.
    files: Vec<(String, Option<String>)>,
}

impl Download {
    fn take(
        &mut self,
        name: &str,
        member: Member,
        item: &Value,
        place: &Place,
        desk: &mut Desk<'_>,
    ) -> Result<(), Halt> {
        let posts = match member {
            Member::OfOthers => Ok(Vec::new()),
            Member::Messages => self.message(name, item).map(|post| post.into_iter().collect()),
            Member::Pictures => self.picture(item),
            Member::Notes => self.note(item),
            _ => self.record(member, item),
        };
        match posts {
            Ok(posts) if posts.is_empty() => {
                desk.not_own_words();
                Ok(())
            }
            Ok(posts) => posts.into_iter().try_for_each(|post| desk.post(place.clone(), post)),
            Err(why) => desk.reject(place.clone(), why),
        }
    }

    fn id(&mut self, section: &str, at: Option<i64>) -> String {
        let id = self.numbers.next(section, at);
        format!("{}/{id}", self.tag)
    }

    fn profile(&mut self, about: Option<&str>) -> Option<Post> {
        Some(self.writer.post(&format!("{}/profile", self.tag), Kind::Profile, None, about?))
    }

    fn message(&mut self, name: &str, item: &Value) -> Result<Option<Post>, Reason> {
        let below = ROOTS.iter().find_map(|root| name.strip_prefix(root)).unwrap_or(name);
        let thread = tag("facebook thread", thread_of(below).unwrap_or(below));
        let id = format!("{}/messages/{thread}", self.tag);
        Thread { writer: &self.writer, id, own_name: self.name.as_deref() }.message(item, &mut self.numbers)
    }

    /// A post, a group post or a comment. None of its own words and no file: a shared link, a place, an event.
    fn record(&mut self, member: Member, item: &Value) -> Result<Vec<Post>, Reason> {
        let item = Fields::of(item)?;
        let at = seconds(item, "timestamp")?;
        let content = content(item)?;
        let Some((first, _)) = content.files.first() else {
            if content.words.is_empty() {
                return Ok(Vec::new());
            }
            return Ok(vec![self.post(member, at, &content)]);
        };
        let (first, mut post) = (first.clone(), self.post(member, at, &content));
        if content.words.is_empty() && matches!(post.kind, Kind::Post) {
            post.kind = if is_video(&first) { Kind::Video } else { Kind::Photo };
        }
        post.media = content.files.iter().map(|(path, _)| Media { path: path.clone(), media_type: None }).collect();
        let mut posts = vec![post];
        for (number, (path, description)) in (1..).zip(content.files) {
            self.seen.insert(path.clone());
            let Some(description) = description.filter(|text| !content.words.contains(text)) else { continue };
            let Some(whole) = posts.first() else { continue };
            let mut caption = whole.clone();
            caption.record_id = terms::RecordId::new(format!("{}#{number}", whole.record_id));
            caption.kind = Kind::Caption;
            caption.text = Text::new(description);
            caption.media = vec![Media { path, media_type: None }];
            posts.push(caption);
        }
        Ok(posts)
    }

    fn post(&mut self, member: Member, at: Option<i64>, content: &Content) -> Post {
        let (section, kind) = match member {
            Member::Comments => ("comments", Kind::Comment),
            Member::GroupComments => ("group_comments", Kind::Comment),
            // The member of group posts also holds comments in groups, in packages before 2022.
            Member::GroupPosts => {
                ("group_posts", if content.group.is_some() { Kind::Comment } else { Kind::GroupPost })
            }
            Member::Hidden => ("hidden", Kind::Post),
            _ => ("posts", Kind::Post),
        };
        let id = self.id(section, at);
        let mut post = self.writer.post(&id, kind, moment(at), content.words.join("\n\n"));
        if member == Member::Hidden {
            post.visibility_now = Visibility::Private;
        }
        post.group_id.clone_from(&content.group);
        post.group_name = content.group.clone().map(Text::new);
        post
    }

    fn note(&mut self, item: &Value) -> Result<Vec<Post>, Reason> {
        let item = Fields::of(item)?;
        let content = note(item)?;
        if content.words.is_empty() {
            return Ok(Vec::new());
        }
        let at = seconds(item, "created_timestamp")?;
        let id = self.id("notes", at);
        let mut post = self.writer.post(&id, Kind::Post, moment(at), content.words.join("\n\n"));
        self.seen.extend(content.files.iter().map(|(path, _)| path.clone()));
        post.media = content.files.into_iter().map(|(path, _)| Media { path, media_type: None }).collect();
        Ok(vec![post])
    }

    /// A picture or video of an album or list, unless a post has named it.
    fn picture(&mut self, item: &Value) -> Result<Vec<Post>, Reason> {
        let item = Fields::of(item)?;
        let (path, description) = file(item)?;
        if !self.seen.insert(path.clone()) {
            return Ok(Vec::new());
        }
        let kind = match &description {
            Some(_) => Kind::Caption,
            None if is_video(&path) => Kind::Video,
            None => Kind::Photo,
        };
        let at = moment(seconds(item, "creation_timestamp")?);
        let id = format!("{}/{path}", self.tag);
        let mut post = self.writer.post(&id, kind, at, description.unwrap_or_default());
        post.media = vec![Media { path, media_type: None }];
        Ok(vec![post])
    }
}

/// What the person wrote in a record, and the files that go with it.
fn content(item: Fields<'_>) -> Result<Content, Reason> {
    let mut content = Content::default();
    let mut say = |text: &str| {
        let text = plain_mentions(&repaired(text));
        if !text.trim().is_empty() && !content.words.contains(&text) {
            content.words.push(text);
        }
    };
    for part in item.list("data") {
        let part = Fields::of(part)?;
        if let Some(text) = part.text("post")? {
            say(text);
        }
        if let Some(comment) = part.object("comment")? {
            say(comment.text("comment")?.unwrap_or_default());
            content.group = comment.text("group")?.map(repaired).filter(|group| !group.is_empty());
        }
    }
    if let Some(labels) = Labels::of(item)? {
        let text = labels.value(MESSAGE).ok_or(Reason::UnknownLabel { field: "message" })?;
        say(&text);
    }
    for media in item.list("media") {
        content.files.push(file(Fields::of(media)?)?);
    }
    for attachment in item.list("attachments") {
        for part in Fields::of(attachment)?.list("data") {
            attached(Fields::of(part)?, &mut content)?;
        }
    }
    Ok(content)
}

/// One attachment. Links, places, events, and names of others are not the person's words.
fn attached(part: Fields<'_>, content: &mut Content) -> Result<(), Reason> {
    if let Some(media) = part.object("media")? {
        let (path, description) = file(media)?;
        // A sticker or an animation stands under an address, not in the package.
        if !path.contains("://") {
            content.files.push((path, description));
        }
    }
    if let Some(whole) = part.object("note")? {
        let note = note(whole)?;
        content.words.extend(note.words);
        content.files.extend(note.files);
    }
    if let Some(poll) = part.object("poll")? {
        let mut lines = vec![poll.text("question")?.map(repaired).unwrap_or_default()];
        for option in poll.list("options") {
            lines.push(Fields::of(option)?.text("option")?.map(repaired).unwrap_or_default());
        }
        lines.retain(|line| !line.is_empty());
        content.words.extend((!lines.is_empty()).then(|| lines.join("\n")));
    }
    Ok(())
}

fn note(note: Fields<'_>) -> Result<Content, Reason> {
    let mut content = Content::default();
    for key in ["title", "text"] {
        content.words.extend(note.text(key)?.map(repaired).filter(|text| !text.trim().is_empty()));
    }
    for media in note.list("media") {
        let media = Fields::of(media)?;
        content.files.push(file(media.object("media")?.unwrap_or(media))?);
    }
    Ok(content)
}

/// A file and its description. Its `title` is the name of its album, which Facebook often chose itself.
fn file(media: Fields<'_>) -> Result<(String, Option<String>), Reason> {
    let path = repaired(media.required("uri")?);
    let description = media.text("description")?.map(|text| plain_mentions(&repaired(text)));
    Ok((path, description.filter(|text| !text.trim().is_empty())))
}

/// `@[NUMBER:NUMBER:Name]`, a mention, as the name that people read.
fn plain_mentions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("@[") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match mention(from) {
            Some((name, behind)) => {
                out.push_str(name);
                rest = behind;
            }
            None => {
                out.push_str("@[");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn mention(text: &str) -> Option<(&str, &str)> {
    let (inner, behind) = text.strip_prefix("@[")?.split_once(']')?;
    let (number, rest) = inner.split_once(':')?;
    let (place, name) = rest.split_once(':')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(number) && is_number(place) && !name.is_empty()).then_some((name, behind))
}

const ROOTS: &[&str] =
    &["your_facebook_activity/", "your_activity_across_facebook/", "this_profile's_activity_across_facebook/"];
const PROFILES: &[&str] = &[
    "personal_information/profile_information/profile_information.json",
    "profile_information/profile_information.json",
];
const PROFILE_KEYS: &[&str] = &["profile_v2", "profile"];
/// Labels in en, nl, de, fr, es, it and pt.
const MESSAGE: &[&str] = &["Message", "Bericht", "Nachricht", "Mensaje", "Messaggio", "Mensagem"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_known_by_its_whole_name() {
        let activity = "your_facebook_activity/";
        assert_eq!(
            member(&format!("{activity}posts/your_posts__check_ins__photos_and_videos_1.json")),
            Some(Member::Posts)
        );
        assert_eq!(member(&format!("{activity}messages/inbox/a_b_1/message_12.json")), Some(Member::Messages));
        assert_eq!(member(&format!("{activity}posts/album/3.json")), Some(Member::Pictures));
        assert_eq!(member("posts/your_posts_1.json"), Some(Member::Posts));
        for other in ["posts/likes.json", "your_instagram_activity/media/posts_1.json", "messages/message_1.json"] {
            assert_eq!(member(other), None, "{other}");
        }
        assert!(!is_marker("messages/inbox/a_1/message_1.json"), "Instagram has these too");
    }

    #[test]
    fn a_mention_is_the_name_that_people_read() {
        assert_eq!(plain_mentions("hi @[100:2048:S Two]!"), "hi S Two!");
        for whole in ["@[a:1:b]", "@[1:2]", "@[1:2:", "a@[]b"] {
            assert_eq!(plain_mentions(whole), whole);
        }
    }
}
