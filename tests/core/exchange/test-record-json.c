/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of `show` and `list`: the whole object, compared as text. */
#include "exchange-fixture.h"
#include "pt-record-json.h"

#include "pt-json.h"
#include "pt-op.h"

#include <string.h>

#define A "01890000-0000-7000-8000-00000000000a"
#define B "01890000-0000-7000-8000-00000000000b"
#define C "01890000-0000-7000-8000-00000000000c"
#define D "01890000-0000-7000-8000-00000000000d"
#define AT 1773306000000000

static void
set_text (PtState *state, const char *record, const char *kind, guint8 life, const char *field,
          const char *text)
{
  static int64_t counter = 0;
  PtDot dot = { { { life } }, ++counter };
  g_autoptr (PtOp) op = pt_op_new (record, &dot, record, kind);
  g_autoptr (PtValue) value = g_str_equal (text, "true") ? pt_value_new_bool (true)
                                                         : pt_value_new_text (text);
  pt_op_set (op, field, value);
  op->at = AT;
  op->offset = 60;
  op->member = g_strdup (life == 1 ? "an" : "koen");
  op->device = g_strdup (life == 1 ? "laptop-1" : "laptop-2");
  pt_state_apply (state, op);
}

static void
add (PtDataset *dataset, const char *id, const char *kind, PtState *state)
{
  g_autoptr (PtRecord) record = pt_record_new (id, kind, state);
  pt_record_set_created (record, "an", "laptop-1", AT);
  pt_dataset_add (dataset, record);
}

static PtDataset *
make_dataset (void)
{
  PtDataset *dataset = pt_dataset_new ();
  PtState *entry = pt_state_new ();
  set_text (entry, A, "entry", 1, "body", "We walked");
  set_text (entry, A, "entry", 1, "title", "Walk");
  set_text (entry, A, "entry", 2, "title", "Stroll");
  set_text (entry, A, "entry", 1, "tags/lent", "true");
  set_text (entry, A, "entry", 1, "tags/april", "true");
  set_text (entry, A, "entry", 1, "newer", "kept");
  add (dataset, A, "entry", entry);

  PtState *link = pt_state_new ();
  set_text (link, B, "link", 1, "from", A);
  set_text (link, B, "link", 1, "to", A);
  set_text (link, B, "link", 1, "kind", "follows");
  add (dataset, B, "link", link);

  PtState *attachment = pt_state_new ();
  set_text (attachment, C, "attachment", 1, "owner", A);
  set_text (attachment, C, "attachment", 1, "filename", "a.png");
  set_text (attachment, C, "attachment", 1, "sha256", "00ff");
  add (dataset, C, "attachment", attachment);

  PtState *comment = pt_state_new ();
  set_text (comment, D, "comment", 1, "target", A);
  set_text (comment, D, "comment", 1, "body", "Yes");
  set_text (comment, D, "comment", 1, "voice", "GP");
  add (dataset, D, "comment", comment);
  return dataset;
}

static char *
name_cb (const char *member, gpointer data)
{
  return g_str_equal (member, "an") ? g_strdup ("An") : NULL;
}

static void
test_line (void)
{
  g_autoptr (PtDataset) dataset = make_dataset ();

  g_autofree char *line = pt_record_to_line (dataset, pt_dataset_get (dataset, A), name_cb, NULL);

  g_assert_cmpstr (
      line, ==,
      "{\"id\":\"" A "\",\"kind\":\"entry\",\"archived\":false,\"sharing\":\"core\",\"fields\":{"
      "\"body\":\"We walked\",\"title\":\"Walk\",\"kind\":\"note\",\"story_use\":\"undecided\","
      "\"tags\":[\"april\",\"lent\"],\"newer\":\"kept\"},"
      "\"links\":[{\"kind\":\"follows\",\"from\":\"" A "\",\"to\":\"" A "\"}],"
      "\"attachments\":[{\"id\":\"" C "\",\"filename\":\"a.png\",\"sha256\":\"00ff\"}],"
      "\"comments\":[{\"id\":\"" D "\",\"kind\":\"remark\",\"body\":\"Yes\",\"voice\":\"GP\","
      "\"member\":\"An\",\"at\":\"2026-03-12T09:00:00+00:00\"}],"
      "\"conflicts\":{\"title\":["
      "{\"value\":\"Walk\",\"member\":\"An\",\"device\":\"laptop-1\",\"at\":\"2026-03-12T10:00:00+"
      "01:00\"},"
      "{\"value\":\"Stroll\",\"member\":\"koen\",\"device\":\"laptop-2\",\"at\":\"2026-03-12T10:00:"
      "00+01:00\"}]}}");
}

static void
test_conflict (void)
{
  g_autoptr (PtDataset) dataset = make_dataset ();

  g_autoptr (JsonNode)
      node = pt_record_conflict_to_json (pt_dataset_get (dataset, A), "title", name_cb, NULL);

  g_autofree char *line = pt_json_print_ordered (node);
  g_assert_true (g_str_has_prefix (
      line, "{\"id\":\"" A
            "\",\"kind\":\"entry\",\"field\":\"title\",\"versions\":[{\"value\":\"Walk\""));
}

/* A gate must not find the freer of two values in a file. */
static void
test_strictest (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  PtState *entry = pt_state_new ();
  set_text (entry, A, "entry", 1, "story_use", "yes");
  set_text (entry, A, "entry", 2, "story_use", "no");
  add (dataset, A, "entry", entry);

  g_autoptr (JsonObject)
      shown = pt_record_fields_to_json (pt_dataset_get (dataset, A), false, false);
  g_autoptr (JsonObject)
      strictest = pt_record_fields_to_json (pt_dataset_get (dataset, A), false, true);

  g_assert_cmpstr (json_object_get_string_member (shown, "story_use"), ==, "yes");
  g_assert_cmpstr (json_object_get_string_member (strictest, "story_use"), ==, "no");
}

/* A logbook is kept until five years after it began, also when nobody said so. */
static void
test_fallback_dates (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  PtState *logbook = pt_state_new ();
  set_text (logbook, A, "logbook", 1, "start_on", "2026-03-12");
  add (dataset, A, "logbook", logbook);

  g_autoptr (JsonObject)
      fields = pt_record_fields_to_json (pt_dataset_get (dataset, A), true, false);

  g_assert_cmpstr (json_object_get_string_member (fields, "retain_until"), ==, "2031-03-12");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-json/line", test_line);
  g_test_add_func ("/record-json/conflict", test_conflict);
  g_test_add_func ("/record-json/strictest", test_strictest);
  g_test_add_func ("/record-json/fallback-dates", test_fallback_dates);
  return g_test_run ();
}
