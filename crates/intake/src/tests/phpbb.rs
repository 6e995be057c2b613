//! A dump of a forum that a test writes, as the forum's own backup does.

use super::*;
use crate::{Format, recognise};
use terms::{Kind, Visibility};

const DUMP: &str = r#"#
# phpBB Backup Script
# Dump of tables for forum_
# DATE : 01-02-2026 10:00:00 GMT
#
# Table: forum_forums
DROP TABLE IF EXISTS forum_forums;
CREATE TABLE `forum_forums` (
  `forum_id` mediumint(8) unsigned NOT NULL,
  `forum_name` varchar(255) COLLATE utf8_bin NOT NULL DEFAULT 'a, (b',
  PRIMARY KEY (`forum_id`)
) ENGINE=InnoDB;
INSERT INTO forum_forums VALUES (2, 'Tea &amp; cake');
INSERT INTO forum_posts (post_id, topic_id, forum_id, poster_id, post_time, post_edit_time, post_visibility, post_delete_time, post_subject, post_text, bbcode_uid) VALUES
 (10, 5, 2, 7, 1767261600, 0, 1, 0, 'Who comes?', '<r>It\'s <B><s>[b]</s>four<e>[/b]</e></B>;<br/>\nbring &lt;cake&gt;</r>', ''),
 (11, 5, 2, 8, 1767261601, 1767261700, 1, 0, 'Re: Who comes?', '[quote=&quot;s1&quot;:1abc]It''s four[/quote:1abc] Me <!-- s:) --><img src=\"x\" /><!-- s:) -->', '1abc'),
 (12, 5, 2, 1, 1767261602, 0, 2, 1767261900, '', '<t>Gone</t>', '');
INSERT INTO forum_sessions VALUES ('(not read); )', 1);
INSERT INTO `forum_privmsgs` (`msg_id`, `author_id`, `message_time`, `message_subject`, `message_text`, `bbcode_uid`, `message_edit_time`) VALUES (3, 8, 1767261603, 'Hi', '<t>Only you</t>', '', 0);
INSERT INTO forum_posts (post_id, topic_id, forum_id, poster_id, post_time, post_subject, post_text, bbcode_uid) VALUES (x, 5, 2, 7, 1, '', 'b', ''), (14, 6, 2, 7, 'then', '', 'c', '');
"#;

#[test]
fn the_backup_of_a_forum_gives_posts_replies_and_messages() {
    let scratch = Scratch::new();
    for path in [scratch.write("forum.sql", DUMP), scratch.write("forum.sql.gz", gzip(DUMP.as_bytes()))] {
        assert_eq!(recognise(&path).expect("recognised"), Format::Phpbb);
        let taken = take(&plain(&path)).expect("readable");
        let told: Vec<_> =
            taken.posts.iter().map(|post| (post.record_id.as_str(), post.kind, post.text.expose())).collect();
        assert_eq!(
            told,
            [
                ("phpbb:p/10", Kind::GroupPost, "Who comes?\n\nIt's [b]four[/b];\nbring <cake>"),
                ("phpbb:p/11", Kind::Comment, "[quote=\"s1\"]It's four[/quote] Me "),
                ("phpbb:p/12", Kind::Comment, "Gone"),
                ("phpbb:pm/3", Kind::DirectMessage, "Hi\n\nOnly you"),
            ]
        );
        let [topic, reply, gone, message] = taken.posts.as_slice() else { panic!("four") };
        assert_eq!(topic.group_name.as_ref().map(|name| name.expose()), Some("Tea & cake"));
        assert_eq!(reply.in_reply_to.as_ref().map(|id| id.as_str()), Some("phpbb:p/10"));
        assert_eq!(reply.edited_at.map(terms::format_instant).as_deref(), Some("2026-01-01T10:01:40Z"));
        assert_eq!(reply.embeds.len(), 1);
        assert_eq!(reply.account_id.as_ref().map(|id| id.as_str()), Some("phpbb:8"));
        assert_eq!((gone.deleted_at.is_some(), &gone.account_id), (true, &None), "1 is nobody in particular");
        assert_eq!(message.visibility_now, Visibility::Direct);
        assert!(taken.posts.iter().take(3).all(|post| post.visibility_now == Visibility::Unknown));
        assert_eq!((taken.tally.read, taken.tally.rejected), (6, 2));
    }
}

#[test]
fn a_dump_that_is_made_to_exhaust_stack_or_memory_does_not() {
    let scratch = Scratch::new();
    let source = |path: &Path| Source { format: Some(Format::Phpbb), ..plain(path) };
    let columns = "(post_id, topic_id, forum_id, poster_id, post_time, post_subject, post_text, bbcode_uid)";
    let row = "(1, 5, 2, 7, 1767261600, '', 'a', '')";
    let (dots, commas) = ("a.".repeat(200_000), ",".repeat(200_000));
    let deep = scratch.write("deep.sql", format!("INSERT INTO {dots}f_posts {columns} VALUES {row}{commas}{row};"));
    let taken = take(&source(&deep)).expect("readable");
    assert_eq!((taken.tally.accepted, taken.tally.rejected), (1, 1), "a row twice, and nothing between them");
    // White space between the values is no new row.
    let within = Limits { line_bytes_max: 100, ..Limits::DEFAULT };
    for between in [" ", "\n", "/**/", "-- \n"] {
        let values = vec!["1,"; 100].join(between);
        let wide = scratch.write("wide.sql", format!("INSERT INTO f_posts {columns} VALUES ({values} 1);"));
        let error = take_within(&source(&wide), &within).expect_err("too long").to_string();
        assert!(error.contains("limit of 100 bytes in one row"), "{error}");
    }
}

#[test]
fn a_dump_with_copy_says_what_to_do_instead() {
    let scratch = Scratch::new();
    let path = scratch.write("copy.sql", "COPY f_posts (post_id) FROM stdin;\n1\n\\.\n");
    let error = take(&Source { format: Some(Format::Phpbb), ..plain(path) }).expect_err("no INSERT").to_string();
    assert!(error.contains("format = \"postgres\""), "{error}");
}

#[test]
fn a_cut_or_foreign_dump_is_an_error() {
    let scratch = Scratch::new();
    let source = |path: &Path| Source { format: Some(Format::Phpbb), ..plain(path) };
    let inside = DUMP.find("Re: Who").expect("there");
    for bad in [
        &DUMP[..inside],
        "CREATE TABLE a (b int);",
        "INSERT INTO f_posts VALUES (1, 'no columns');",
        "COPY f_posts (post_id) FROM stdin;\n1\n\\.\n",
        "INSERT INTO f_posts (post_id, topic_id) VALUES (1, 2, 3);",
        "",
    ] {
        let path = scratch.write("bad.sql", bad);
        assert!(take(&source(&path)).is_err(), "{bad}");
    }
}
