/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writers: structure, escaping, pictures, folders, and the same bytes for the same input. */
#include "fixture.h"

#include "pt-story-audience.h"
#include "pt-picture-cairo.h"
#include "pt-picture-timeline.h"
#include "pt-story-markdown.h"
#include "pt-pandoc.h"
#include "pt-zip-refill.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

static void
assert_has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_test_message ("“%s” is not in:\n%s", words, text);
  g_assert_nonnull (strstr (text, words));
}

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proef & <Tuin>", "start_on", "2017-01-01", "mission",
               "Leren.", NULL);
  fixture_add (
      f, "entry", "a", "title", "Een dag", "body",
      "Een <script>alert(1)</script> met **kracht**, [hier](https://example.org/?a=1&b=2), "
      "[daar](javascript:alert(1)) en ![plaatje](http://example.org/x.png).\n\n- een\n- "
      "twee\n\n# Kop\n",
      "occurred_on", "2017-03-01", "story_use", "yes", "place", "Zaal", "valence", "high_point",
      NULL);
  fixture_add (f, "entry", "b", "body", "Tweede | dag_met_streepjes.", "occurred_on", "2017-03-10",
               "story_use", "yes", "valence", "low_point", NULL);
  fixture_add (f, "entry", "c", "body", "Derde dag.", "occurred_on", "2017-04-10", "story_use",
               "yes", NULL);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("who-%u", i);
      g_autofree char *name = g_strdup_printf ("Bewoner %u", i);

      fixture_add (f, "stakeholder", id, "name", name, "helix", "citizens", NULL);
    }
  return f;
}

static char *
write_html (Fixture *f, const char *audience)
{
  g_autoptr (PtDocument) document = fixture_compose (f, audience, "nl");
  g_autoptr (GBytes) bytes = pt_html_write (document);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_html_safe (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *html = write_html (f, "public");

  g_test_summary ("No script, nothing fetched, only safe addresses, all text escaped");
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "alert(1)</"));
  g_assert_null (strstr (html, "javascript:"));
  g_assert_null (strstr (html, "src=\"http"));
  g_assert_null (strstr (html, "url("));
  assert_has (html, "Proef &amp; &lt;Tuin&gt;");
  assert_has (html, "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">");
  assert_has (html, "<strong>kracht</strong>");
  assert_has (html, "<li><p>een</p>");
}

/* Each alone in a note, so that it is printed whole. */
static const struct
{
  const char *name, *body, *html, *markdown;
} bodies[] = {
  { "tags-are-words", "Zij riep <b>nu</b>!", "Zij riep &lt;b&gt;nu&lt;/b&gt;!",
    "Zij riep \\<b\\>nu\\</b\\>!" },
  { "block-of-tags", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script\\>alert(1)\\</script\\>" },
  { "control-characters", "bel\x07 en esc\x1b[0m", "bel en esc[0m", "bel en esc\\[0m" },
  { "year-is-no-list-of-one", "1986. het jaar van de brug", "<ol start=\"1986\">",
    "\n1986. het jaar" },
  { "remote-image", "![kat](http://example.org/volg.png)", "kat", "\nkat\n" },
};

static void
test_hostile_body (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (PtDataset) dataset = NULL;
  g_autofree char *all = NULL;

  fixture_add (f, "logbook", "lab", "name", "Proef", NULL);
  fixture_add (f, "entry", "a", "body", bodies[i].body, "occurred_on", "2017-03-01", "story_use",
               "yes", NULL);
  fixture_add (f, "learning", "l", "headline", "Les", "so_what", bodies[i].body, NULL);
  dataset = fixture_dataset (f, false);
  all = fixture_write_all (f, dataset, "internal", "nl");
  assert_has (all, bodies[i].html);
  assert_has (all, bodies[i].markdown);
  g_assert_null (strstr (all, "<script>"));
  g_assert_null (strstr (all, "example.org"));
  g_assert_null (strpbrk (all, "\x07\x1b"));
}

static void
test_empty_scene (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autofree char *html = NULL;

  g_test_summary ("A note without any words is no scene: no date and no lead stand alone");
  fixture_add (f, "logbook", "lab", "name", "Proef", NULL);
  fixture_add (f, "entry", "a", "body", "***", "occurred_on", "2017-03-01", "story_use", "yes",
               "turning_point", "yes!", NULL);
  html = write_html (f, "public");
  g_assert_null (strstr (html, "class=\"dateline\""));
}

static void
test_html_accessible (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *html = write_html (f, "internal");
  const char *const wanted[] = {
    "<html lang=\"nl\">",
    "<a class=\"skip\" href=\"#story\">",
    "<main id=\"story\">",
    "<nav aria-label=\"Inhoud\">",
    "role=\"img\" aria-labelledby=",
    "<th scope=\"col\">",
    "<figcaption>",
    "aria-labelledby=\"fellow-travellers-title fellow-travellers-desc\"",
    "<title id=\"fellow-travellers-narrow-title\">",
    "::details-content",
    "@media print",
    "prefers-color-scheme: dark",
    "name=\"viewport\""
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_has (html, wanted[i]);
}

static void
test_heading_order (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *html = write_html (f, "internal");
  int last = 0;
  guint titles = 0;

  g_test_summary ("One title, and no level is skipped; a heading in a body is no heading");
  for (const char *p = strstr (html, "<h"); p != NULL; p = strstr (p + 1, "<h"))
    {
      int level = p[2] - '0';

      if (level < 1 || level > 6)
        continue;
      titles += level == 1;
      g_assert_cmpint (level, <=, last + 1);
      last = level;
    }
  g_assert_cmpuint (titles, ==, 1);
  g_assert_null (strstr (html, ">Kop</h"));
}

static void
test_same_bytes (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) there = fixture_dataset (f, false);
  g_autoptr (PtDataset) back = fixture_dataset (f, true);

  g_test_summary ("Same input, same bytes, in whatever order the records came");
  for (guint i = 0; pt_audience_nth (i) != NULL; i++)
    {
      const char *audience = pt_audience_nth (i)->key;
      g_autofree char *one = fixture_write_all (f, there, audience, "nl");
      g_autofree char *two = fixture_write_all (f, back, audience, "nl");

      g_assert_cmpstr (one, ==, two);
    }
}

static void
test_markdown (void)
{
  g_autofree char *marks = pt_markdown_escape ("1. a_b * [c] <d> | #e");
  g_autofree char *dash = pt_markdown_escape ("- geen lijst");

  g_assert_cmpstr (marks, ==, "1\\. a\\_b \\* \\[c\\] \\<d\\> \\| \\#e");
  g_assert_cmpstr (dash, ==, "\\- geen lijst");
}

static void
test_safe_addresses (void)
{
  const struct
  {
    const char *url;
    bool safe;
  } cases[] = { { "https://example.org", true },   { "HTTP://example.org", true },
                { "mailto:an@example.org", true }, { "javascript:alert(1)", false },
                { "data:text/html,x", false },     { "file:///etc/passwd", false },
                { "//example.org", false },        { "", false } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pt_markdown_url_is_safe (cases[i].url), ==, cases[i].safe);
}

static void
test_deep_markdown (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_test_summary ("Deep nesting ends, it does not crash");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "> ");
  g_string_append (text, "diep");

  g_autoptr (GPtrArray) blocks = pt_markdown_parse (text->str);

  g_assert_cmpuint (blocks->len, ==, 1);
}

static void
assert_holds (const char *path, GBytes *bytes)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  g_assert_nonnull (
      memmem (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), data, size));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
assert_writes (Fixture *f, const char *audience, const char *format, const char *path)
{
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, audience, "nl");
  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (pt_story_write (document, format, path, data, &options, NULL, &error));
  g_assert_no_error (error);
}

static void
test_folder (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *base = g_dir_make_tmp ("pt-story-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (base, "out", NULL);
  g_autofree char *text = g_build_filename (folder, "narrative.md", NULL);
  g_autofree char *picture = g_build_filename (folder, "pictures", "fellow-travellers.svg", NULL);
  g_autofree char *records = g_build_filename (folder, "records", "entry", NULL);
  g_autofree char *stale = g_build_filename (records, "oud.md", NULL);

  g_test_summary (
      "A folder with text, pictures and records; a second edition leaves nothing stale");
  assert_writes (f, "internal", "md", folder);
  g_assert_true (g_file_test (text, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_set_contents (stale, "oud", -1, NULL));
  assert_writes (f, "internal", "md", folder);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (records, G_FILE_TEST_IS_DIR));
  remove_tree (base);
}

static void
test_foreign_folder (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, "public", "nl");
  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);
  g_autofree char *base = g_dir_make_tmp ("pt-story-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (base, "van-mij.txt", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary ("A folder with other files is not filled");
  g_assert_true (g_file_set_contents (own, "x", -1, NULL));
  g_assert_false (pt_story_write (document, "md", base, data, &options, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  remove_tree (base);
}

static void
test_unknown_format (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  PtNarrativeOptions options = fixture_options (f, "public", "nl");
  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pt_story_write (document, "doc", "x", data, &options, NULL, &error));
  g_assert_error (error, PT_STORY_ERROR, PT_STORY_ERROR_FORMAT);
}

/* A photo of its own for each seed. */
static GBytes *
new_photo (guint seed, int width, int height)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *jpeg;
  gsize size;

  gdk_pixbuf_fill (pixels, 0x306090ff * (seed + 1));
  g_assert_true (gdk_pixbuf_save_to_buffer (pixels, &jpeg, &size, "jpeg", NULL, NULL));
  return g_bytes_new_take (jpeg, size);
}

static void
add_photo (PtDocument *document, GBytes *photo)
{
  PtBlock *figure = pt_block_new (PT_BLOCK_FIGURE);

  figure->image = g_bytes_ref (photo);
  figure->mime = g_strdup ("image/jpeg");
  figure->alt = g_strdup ("Een kamer");
  pt_document_add (document, figure);
}

/* What breaks off somewhere is not handed over. */
static void
assert_refuses_parts (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) whole = g_mapped_file_get_bytes (file);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  const gsize size = g_bytes_get_size (whole);
  const struct
  {
    gsize from, length;
  } parts[] = { { 0, 0 }, { 0, size - 1 }, { 1, size - 1 }, { size / 2, size - size / 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, parts[i].from, parts[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (pt_zip_refill (part, nothing, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Pandoc sees stand-ins; the photos come in after. Upright and lying ones keep their shape. */
static void
test_photos_in_zip (gconstpointer format)
{
  g_autoptr (PtDocument) document = pt_document_new ("Foto’s", "nl");
  g_autoptr (GBytes) lying = new_photo (1, 300, 200);
  g_autoptr (GBytes) upright = new_photo (2, 200, 300);
  g_autofree char *base = g_dir_make_tmp ("pt-story-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (base, "out", NULL);
  const char *const argv[] = { "python3", "-c",
                               "import sys, zipfile\n"
                               "z = zipfile.ZipFile(sys.argv[1])\n"
                               "assert z.testzip() is None\n"
                               "n = [i for i in z.infolist() if i.filename.endswith('.jpg')]\n"
                               "assert len(n) == 2 and min(i.file_size for i in n) > 300, n\n"
                               "assert {i.date_time for i in z.infolist()} == "
                               "{(1980, 1, 1, 0, 0, 0)}\n",
                               path, NULL };
  const PtStoryWatch nobody = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  add_photo (document, lying);
  add_photo (document, upright);
  pt_pandoc_write (document, format, NULL, path, &nobody, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  assert_holds (path, lying);
  assert_holds (path, upright);
  assert_refuses_parts (path);
  remove_tree (base);
}

/* Texts that are not on each other; markers may touch. */
static bool
is_label (const PtMark *mark)
{
  return mark->type == PT_MARK_TEXT && mark->anchor != PT_ANCHOR_MIDDLE;
}

/* Words on words, or the pole of a flag through them. */
static bool
is_on (const PtMark *label, const PtMark *mark)
{
  double x, y, width, height, left, top, wide, high;

  if (!is_label (mark) && (mark->type != PT_MARK_LINE || mark->stroke != PT_INK_LINE))
    return false;
  pt_mark_bounds (label, &x, &y, &width, &height);
  pt_mark_bounds (mark, &left, &top, &wide, &high);
  height = label->size;
  high = is_label (mark) ? mark->size : high;
  return left < x + width && x < left + wide + 0.01 && top < y + height && y < top + high;
}

static void
assert_apart (PtPicture *picture)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *label = pt_picture_nth (picture, i);
      double x, y, width, height;

      if (!is_label (label))
        continue;
      pt_mark_bounds (label, &x, &y, &width, &height);
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (x + width, <=, pt_picture_get_width (picture));
      for (guint j = 0; j < pt_picture_length (picture); j++)
        if (j != i && is_on (label, pt_picture_nth (picture, j)))
          g_error ("“%s” is on %s, of %.0f", label->text,
                   pt_picture_nth (picture, j)->text != NULL ? pt_picture_nth (picture, j)->text
                                                             : "a pole",
                   pt_picture_get_width (picture));
    }
}

/* (transfer full): a day of the year and a half. */
static char *
random_day (GRand *random)
{
  return g_strdup_printf ("201%d-%02d-%02d", g_rand_int_range (random, 6, 8),
                          g_rand_int_range (random, 1, 7), g_rand_int_range (random, 1, 29));
}

static PtTimeline *
random_timeline (GRand *random)
{
  PtTimeline *line = pt_timeline_new ("2016-01-01", "2017-06-30", "nl");

  for (guint i = 0; i < 25; i++)
    {
      PtMoment moment = { .type = g_rand_int_range (random, 0, 3),
                          .date = random_day (random),
                          .label = g_strdup_printf ("Een dag met een naam van enige lengte %u", i),
                          .record = g_strdup_printf ("%u", i) };

      g_array_append_val (line->moments, moment);
    }
  for (guint i = 0; i < 8; i++)
    {
      PtSpan span = { .from = random_day (random),
                      .label = g_strdup_printf ("Iets dat begon en dat doorgaat %u", i) };

      g_array_append_val (line->bars, span);
    }
  return line;
}

static void
test_timeline_labels (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_summary (
      "No label of the timeline is on another one, on a pole or outside, whatever the dates");
  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (PtTimeline) line = random_timeline (random);
      g_autoptr (PtTimeline) part = pt_timeline_part (line, line->from, line->to,
                                                      g_rand_int_range (random, 320, 1400));
      g_autoptr (PtPicture) page = pt_timeline_draw (line, 9);
      g_autoptr (PtPicture) window = pt_timeline_draw (part, 9);

      assert_apart (page);
      assert_apart (window);
    }
}

static void
add_moment (PtTimeline *line, PtMomentType type, const char *date, const char *record)
{
  PtMoment moment = {
    .type = type, .date = g_strdup (date), .label = g_strdup (record), .record = g_strdup (record)
  };

  g_array_append_val (line->moments, moment);
}

static void
add_span (GArray *spans, const char *from, const char *to, const char *label)
{
  PtSpan span = { .from = g_strdup (from),
                  .to = g_strdup (to),
                  .label = g_strdup (label),
                  .record = g_strdup (label) };

  g_array_append_val (spans, span);
}

/* What happened in the last week is named inside the bands, not beside them. */
static void
test_timeline_end (void)
{
  g_autoptr (PtTimeline) line = pt_timeline_new ("2016-01-01", "2017-06-30", "nl");
  g_autoptr (PtPicture) picture = NULL;
  const PtMark *band;

  g_test_summary ("The last label of a timeline flies back over it, and its band reaches the end");
  add_moment (line, PT_MOMENT_TURN, "2017-06-29", "De laatste dag van allemaal");
  add_span (line->bands, "2016-01-01", NULL, "Inzicht");
  picture = pt_timeline_draw (line, 9);
  band = pt_picture_nth (picture, 0);
  g_assert_cmpint (band->type, ==, PT_MARK_RECT);
  g_assert_cmpfloat (band->x + band->x2, >, pt_picture_get_width (picture) - 20);
  for (guint i = 0; i < pt_picture_length (picture); i++)
    if (g_strcmp0 (pt_picture_nth (picture, i)->text, "De laatste dag van allemaal") == 0)
      {
        g_assert_cmpint (pt_picture_nth (picture, i)->anchor, ==, PT_ANCHOR_END);
        return;
      }
  g_assert_not_reached ();
}

static void
test_timeline_part (void)
{
  g_autoptr (PtTimeline) line = pt_timeline_new ("2016-01-01", "2020-12-31", "en");
  g_autoptr (PtTimeline) part = NULL;
  g_autoptr (PtPicture) picture = NULL;

  g_test_summary ("A window has what is to be seen in it, and counts what stands on each other");
  add_moment (line, PT_MOMENT_NOTE, "2015-12-31", "before");
  add_moment (line, PT_MOMENT_HIGH, "2017-01-01", "first");
  add_moment (line, PT_MOMENT_HIGH, "2017-01-01", "second");
  add_moment (line, PT_MOMENT_TURN, "2017-01-01", "third");
  add_moment (line, PT_MOMENT_LOW, "2019-01-01", "after");
  add_span (line->bars, "2016-02-01", "2016-03-01", "over");
  add_span (line->bars, "2016-02-01", NULL, "goes on");
  add_span (line->bands, "2016-01-01", NULL, "one");
  add_span (line->bands, "2016-06-01", NULL, "two");
  add_span (line->bands, "2018-06-01", NULL, "three");
  part = pt_timeline_part (line, "2016-12-01", "2017-03-01", 600);

  g_assert_cmpuint (part->moments->len, ==, 2);
  g_assert_cmpuint (part->hidden[PT_MOMENT_HIGH], ==, 1);
  g_assert_cmpuint (part->bars->len, ==, 1);
  g_assert_cmpstr (g_array_index (part->bars, PtSpan, 0).label, ==, "goes on");
  g_assert_cmpuint (part->bands->len, ==, 1);
  g_assert_cmpstr (g_array_index (part->bands, PtSpan, 0).label, ==, "two");
  picture = pt_timeline_draw (part, 4);
  g_assert_cmpfloat (pt_picture_get_width (picture), ==, 600);
  assert_has (pt_picture_get_description (picture), "2 × high point");
  assert_apart (picture);
}

static void
test_find (void)
{
  g_autoptr (PtPicture) picture = pt_picture_new ("proef", 100, 50);

  pt_picture_rect (picture, 10, 10, 40, 20, 0, PT_INK_BAR)->record = g_strdup ("below");
  pt_picture_circle (picture, 20, 20, 5, PT_INK_HIGH, PT_INK_NONE)->record = g_strdup ("above");
  pt_picture_text (picture, 20, 20, PT_ANCHOR_MIDDLE, 10, PT_INK_TEXT, "nothing");

  g_assert_cmpuint (pt_picture_find (picture, 20, 20, 0), ==, 1);
  g_assert_cmpuint (pt_picture_find (picture, 40, 20, 0), ==, 0);
  g_assert_cmpuint (pt_picture_find (picture, 53, 20, 4), ==, 0);
  g_assert_cmpuint (pt_picture_find (picture, 60, 20, 4), ==, G_MAXUINT);
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + x * 4, sizeof pixel);
  return pixel & 0xffffff;
}

static guint32
paint_and_get (PtPicture *picture, PtPaintFlags flags, int x, int y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 50);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  pt_picture_paint (picture, cr, flags, NULL);
  cairo_surface_flush (surface);
  pixel = get_pixel (surface, x, y);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixel;
}

static void
test_paint (void)
{
  g_autoptr (PtPicture) picture = pt_picture_new ("proef", 100, 50);
  PtMark *quarter;

  g_test_summary ("What cairo paints is what SVG says, arcs included, in the inks of the page");
  pt_picture_rect (picture, 0, 0, 20, 20, 0, PT_INK_HIGH);
  quarter = pt_picture_path (picture, PT_INK_LOW, PT_INK_NONE);
  pt_mark_step (quarter, PT_STEP_MOVE, 50, 10);
  pt_mark_step (quarter, PT_STEP_LINE, 80, 10);
  pt_mark_arc (quarter, 30, false, true, 50, 40); /* of a circle around 50, 10 */
  pt_mark_step (quarter, PT_STEP_CLOSE, 0, 0);

  g_assert_cmphex (paint_and_get (picture, PT_PAINT_LIGHT, 10, 10), ==, 0x1f7a5c);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_DARK, 10, 10), ==, 0x5fc49f);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_LIGHT, 68, 28), ==, 0xa3442c);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_LIGHT, 76, 36), ==, 0);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_LIGHT, 40, 10), ==, 0);
}

static void
test_paint_strong (void)
{
  g_autoptr (PtPicture) picture = pt_picture_new ("proef", 100, 50);

  g_test_summary (
      "With high contrast, letters and lines are not muted, and areas under letters stay");
  pt_picture_line (picture, 0, 10, 100, 10, PT_INK_MUTED, 4);
  pt_picture_line (picture, 0, 20, 100, 20, PT_INK_LINE, 4);
  pt_picture_rect (picture, 0, 30, 40, 20, 0, PT_INK_LINE);
  pt_picture_text (picture, 50, 44, PT_ANCHOR_START, 16, PT_INK_MUTED, "████");

  g_assert_cmphex (paint_and_get (picture, PT_PAINT_DARK, 50, 10), ==, 0xa3adb8);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_DARK | PT_PAINT_STRONG, 50, 10), ==, 0xeceff2);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_STRONG, 50, 10), ==, 0x22272e);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_STRONG, 50, 20), ==, 0x5c6570);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_STRONG, 20, 40), ==, 0xb9c0c8);
  g_assert_cmphex (paint_and_get (picture, PT_PAINT_STRONG, 60, 40), ==, 0x22272e);
}

static void
test_svg (void)
{
  g_autoptr (PtPicture) picture = pt_picture_new ("proef", 100, 50);
  g_autofree char *svg = NULL;

  pt_picture_describe (picture, "Een & ander", "Wat <er> is");
  pt_picture_text (picture, 1.25, 2, PT_ANCHOR_END, 12, PT_INK_TEXT, "a < b");
  svg = pt_picture_to_svg (picture, true, NULL);
  assert_has (svg, "role=\"img\" aria-labelledby=\"proef-title proef-desc\"");
  assert_has (svg, "<title id=\"proef-title\">Een &amp; ander</title>");
  assert_has (svg, "<desc id=\"proef-desc\">Wat &lt;er&gt; is</desc>");
  assert_has (svg, "text-anchor=\"end\"");
  assert_has (svg, ">a &lt; b</text>");
}

static void
test_fit (void)
{
  g_autofree char *whole = pt_text_fit ("kort", 12, 100);
  g_autofree char *cut = pt_text_fit ("Een heel lange naam die niet past", 12, 100);

  g_assert_cmpstr (whole, ==, "kort");
  g_assert_true (g_str_has_suffix (cut, "…"));
  g_assert_cmpfloat (pt_text_width (cut, 12), <=, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/safe", test_html_safe);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/writers/hostile/", bodies[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_hostile_body);
    }
  g_test_add_func ("/writers/empty-scene", test_empty_scene);
  g_test_add_func ("/html/accessible", test_html_accessible);
  g_test_add_func ("/html/heading-order", test_heading_order);
  g_test_add_func ("/writers/same-bytes", test_same_bytes);
  g_test_add_func ("/markdown/escape", test_markdown);
  g_test_add_func ("/markdown/safe-addresses", test_safe_addresses);
  g_test_add_func ("/markdown/deep", test_deep_markdown);
  g_test_add_func ("/folder/written", test_folder);
  g_test_add_func ("/folder/foreign", test_foreign_folder);
  g_test_add_data_func ("/writers/photos-in-zip/docx", "docx", test_photos_in_zip);
  g_test_add_data_func ("/writers/photos-in-zip/odt", "odt", test_photos_in_zip);
  g_test_add_data_func ("/writers/photos-in-zip/epub", "epub", test_photos_in_zip);
  g_test_add_func ("/writers/unknown-format", test_unknown_format);
  g_test_add_func ("/picture/timeline-labels", test_timeline_labels);
  g_test_add_func ("/picture/timeline-end", test_timeline_end);
  g_test_add_func ("/picture/timeline-part", test_timeline_part);
  g_test_add_func ("/picture/find", test_find);
  g_test_add_func ("/picture/paint", test_paint);
  g_test_add_func ("/picture/paint-strong", test_paint_strong);
  g_test_add_func ("/picture/svg", test_svg);
  g_test_add_func ("/picture/fit", test_fit);
  return g_test_run ();
}
