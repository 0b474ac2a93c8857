/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of every kind, made from its table: all its fields are there, and what a person enters in
 * each kind of editor stands in the logbook afterwards. */
#include "detail-fixture.h"

#include "pt-picker.h"

/* ── What is entered per kind of value, and what must stand in the logbook then ── */

typedef struct
{
  const char *entered;
  const char *stored; /* text, or the number as text */
} Sample;

static const Sample samples[] = {
  [PT_KIND_TEXT] = { "Tekst met é", "Tekst met é" },
  [PT_KIND_LONG] = { "Eerste regel\n\nTweede **regel**", "Eerste regel\n\nTweede **regel**" },
  [PT_KIND_INT] = { "4", "4" },
  [PT_KIND_REAL] = { "1,5", "1.5" },
  [PT_KIND_QUANTITY] = { "12,5", "12.5" },
  [PT_KIND_DATE] = { "12 maart 2026", "2026-03-12" },
  [PT_KIND_MOMENT] = { "12 maart 2026 14:05", "2026-03-12T14:05" },
  [PT_KIND_INSTANT] = { "12 maart 2026 14:05", NULL },
  [PT_KIND_TAGS] = { "keukentafel", "keukentafel" },
};

static void
enter_text (Lab *lab, PtFieldRow *row, const PtField *field)
{
  GtkWidget *view = lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, NULL);

  pt_field_row_open (row);
  lab_type (view, samples[field->kind].entered);
}

static void
enter_line (Lab *lab, PtFieldRow *row, const PtField *field)
{
  GtkWidget *entry = lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT, NULL);

  pt_field_row_open (row);
  gtk_editable_set_text (GTK_EDITABLE (entry), samples[field->kind].entered);
  if (field->kind == PT_KIND_TAGS)
    g_signal_emit_by_name (entry, "activate");
}

static void
choose_last (Lab *lab, PtFieldRow *row, const PtField *field)
{
  GtkWidget *choice = lab_find (GTK_WIDGET (row), GTK_TYPE_DROP_DOWN, NULL);
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (choice));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), g_list_model_get_n_items (model) - 1);
}

static void
switch_over (Lab *lab, PtFieldRow *row, const PtField *field)
{
  GtkSwitch *toggle = GTK_SWITCH (lab_find (GTK_WIDGET (row), GTK_TYPE_SWITCH, NULL));

  gtk_switch_set_active (toggle, !gtk_switch_get_active (toggle));
}

static void
check_first (Lab *lab, PtFieldRow *row, const PtField *field)
{
  GtkWidget *chip = lab_find (GTK_WIDGET (row), GTK_TYPE_TOGGLE_BUTTON, NULL);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
}

static void
pick_person (Lab *lab, PtFieldRow *row, const PtField *field)
{
  GtkWidget *picker = lab_find (GTK_WIDGET (row), PT_TYPE_PICKER, NULL);

  g_signal_emit_by_name (picker, "picked", lab->person, "Bewoner 3");
}

static void (*const enter[]) (Lab *, PtFieldRow *, const PtField *) = {
  [PT_KIND_TEXT] = enter_text,    [PT_KIND_LONG] = enter_text,     [PT_KIND_ENUM] = choose_last,
  [PT_KIND_REF] = pick_person,    [PT_KIND_BOOL] = switch_over,    [PT_KIND_INT] = enter_line,
  [PT_KIND_REAL] = enter_line,    [PT_KIND_DATE] = enter_line,     [PT_KIND_MOMENT] = enter_line,
  [PT_KIND_INSTANT] = enter_line, [PT_KIND_QUANTITY] = enter_line, [PT_KIND_KEYS] = check_first,
  [PT_KIND_TAGS] = enter_line,    [PT_KIND_REFS] = pick_person,
};

static void
check_number (const PtRecord *record, const PtField *field)
{
  double number = 0;

  g_assert_true (pt_record_get_real (record, field->id, &number));
  g_assert_cmpfloat (number, ==, g_ascii_strtod (samples[field->kind].stored, NULL));
}

static void
check_stored (Lab *lab, const PtRecord *record, const PtField *field, gboolean was)
{
  const PtVocabulary *terms = field->vocabulary;
  int64_t instant;

  switch (field->kind)
    {
    case PT_KIND_TEXT:
    case PT_KIND_LONG:
    case PT_KIND_DATE:
    case PT_KIND_MOMENT:
      g_assert_cmpstr (pt_record_get_text (record, field->id), ==, samples[field->kind].stored);
      break;
    case PT_KIND_ENUM:
      g_assert_cmpstr (pt_record_get_text (record, field->id), ==,
                       terms->terms[terms->n_terms - 1].key);
      break;
    case PT_KIND_REF:
      g_assert_cmpstr (pt_record_get_text (record, field->id), ==, lab->person);
      break;
    case PT_KIND_BOOL:
      g_assert_true (pt_record_get_bool (record, field->id) != was);
      break;
    case PT_KIND_INT:
    case PT_KIND_REAL:
    case PT_KIND_QUANTITY:
      check_number (record, field);
      break;
    case PT_KIND_KEYS:
      g_assert_true (pt_record_has_key (record, field->id, terms->terms[0].key));
      break;
    case PT_KIND_TAGS:
      g_assert_true (pt_record_has_key (record, field->id, samples[PT_KIND_TAGS].stored));
      break;
    case PT_KIND_REFS:
      g_assert_true (pt_record_has_key (record, field->id, lab->person));
      break;
    case PT_KIND_INSTANT:
      g_assert_true (pt_record_get_int (record, field->id, &instant));
      break; /* which one depends on the time zone of the laptop */
    }
}

/* ── Every kind ── */

/* What the page shows elsewhere, or not at all. */
static gboolean
has_row (const PtRecordKind *kind, const PtField *field)
{
  if ((field->flags & PT_FIELD_AUTOMATIC) != 0 || g_strcmp0 (field->id, kind->status_field) == 0)
    return FALSE;
  return strcmp (field->id, "status_why") != 0 || kind->status_field != NULL;
}

static PtForm *
show_draft (Lab *lab, const char *kind)
{
  GtkWidget *form = pt_form_new (lab->logbook);

  lab_present (lab, form);
  pt_form_show_draft (PT_FORM (form), pt_edit_new (lab->world, kind, NULL),
                      PT_FORM_RESEARCH | PT_FORM_MORE);
  return PT_FORM (form);
}

static void
test_fields (Lab *lab, gconstpointer data)
{
  const PtRecordKind *kind = data;
  PtForm *form = show_draft (lab, kind->id);
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (pt_record_kind_field (kind, field->id) == field) /* a kind may have a `lang` of its own */
      g_assert_cmpint (pt_form_get_row (form, field->id) != NULL, ==, has_row (kind, field));
}

static void
note_saved_cb (PtForm *form, PtRecord *record, char **id)
{
  g_free (*id);
  *id = g_strdup (pt_record_get_id (record));
}

static gboolean
is_saved (gpointer row)
{
  return !pt_field_row_is_saving (row);
}

static void
test_round_trip (Lab *lab, gconstpointer data)
{
  const PtRecordKind *kind = data;
  PtForm *form = show_draft (lab, kind->id);
  g_autofree char *id = NULL;
  const PtField *field;
  gboolean was = FALSE;

  g_signal_connect (form, "saved", G_CALLBACK (note_saved_cb), &id);
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      PtFieldRow *row = pt_form_get_row (form, field->id);
      if (row == NULL)
        continue;
      if (field->kind == PT_KIND_BOOL)
        was = gtk_switch_get_active (GTK_SWITCH (pt_field_row_get_editor (row)));
      enter[field->kind](lab, row, field);
      pt_field_row_flush (row);
      lab_wait (is_saved, row);
      g_assert_nonnull (id);
      g_autoptr (PtRecord) record = lab_get (lab, id);
      check_stored (lab, record, field, was);
      g_assert_false (pt_record_has_conflict (record, field->id));
    }
}

/* ── One at a time ── */

static PtForm *
show_record (Lab *lab, PtRecord *record)
{
  GtkWidget *form = pt_form_new (lab->logbook);

  lab_present (lab, form);
  pt_form_show (PT_FORM (form), record, NULL, PT_FORM_RESEARCH | PT_FORM_MORE);
  return PT_FORM (form);
}

static void
test_wrong_number (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtForm *form = show_record (lab, entry);
  PtFieldRow *row = pt_form_get_row (form, "hours");
  GtkWidget *text = lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT, NULL);

  pt_field_row_open (row);
  gtk_editable_set_text (GTK_EDITABLE (text), "anderhalf");
  pt_field_row_flush (row);
  lab_settle (lab);

  g_assert_nonnull (pt_field_row_get_sentence (row));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "anderhalf");
  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_assert_null (pt_record_get_value (after, "hours"));
}

static void
test_too_long (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "headline", "Kort");
  PtForm *form = show_record (lab, learning);
  PtFieldRow *row = pt_form_get_row (form, "headline");
  g_autofree char *text = g_strnfill (200, 'x');

  pt_field_row_open (row);
  lab_type (lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, NULL), text);
  pt_field_row_flush (row);
  lab_settle (lab);

  g_assert_nonnull (pt_field_row_get_sentence (row));
  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (learning));
  g_assert_cmpstr (pt_record_get_text (after, "headline"), ==, "Kort");
}

static void
test_missing (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "what", "Iets");
  PtForm *form = show_record (lab, learning);

  g_assert_nonnull (pt_field_row_get_sentence (pt_form_get_row (form, "headline")));
}

static void
type_body (PtForm *form, const char *text)
{
  PtFieldRow *row = pt_form_get_row (form, "body");

  lab_type (lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, NULL), text);
}

/* Somebody writes again before and after the first save is answered. */
static void
test_own_saves (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Een");
  PtForm *form = show_record (lab, entry);
  PtFieldRow *row = pt_form_get_row (form, "body");

  pt_field_row_open (row);
  type_body (form, "Een twee");
  pt_field_row_flush (row);
  type_body (form, "Een twee drie");
  pt_field_row_flush (row);
  lab_settle (lab);
  type_body (form, "Een twee drie vier");
  pt_form_flush (form);
  lab_settle (lab);

  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_assert_cmpstr (pt_record_get_text (after, "body"), ==, "Een twee drie vier");
  g_assert_false (pt_record_has_conflict (after, "body"));
}

typedef struct
{
  Lab *lab;
  PtForm *form;
  char *id;
  GString *typed;
} Typing;

static gboolean
type_on_cb (gpointer data)
{
  Typing *typing = data;

  g_string_append_c (typing->typed, 'a');
  type_body (typing->form, typing->typed->str);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_on_disk (gpointer data)
{
  Typing *typing = data;
  g_autoptr (PtRecord) record = pt_store_get_record (typing->lab->other, typing->id, NULL);

  return g_str_has_prefix (pt_record_get_text (record, "body"), "aa");
}

/* A crash takes two seconds of typing at most, also of somebody who never stops to think. */
static void
test_saved_while_typing (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Een");
  g_autoptr (GString) typed = g_string_new (NULL);
  Typing typing = { lab, show_record (lab, entry), (char *)pt_record_get_id (entry), typed };

  pt_field_row_open (pt_form_get_row (typing.form, "body"));
  const guint source = g_timeout_add (50, type_on_cb, &typing);
  lab_wait (is_on_disk, &typing);
  g_source_remove (source);

  pt_form_flush (typing.form);
  lab_settle (lab);
  g_autoptr (PtRecord) after = lab_get (lab, typing.id);
  g_assert_cmpstr (pt_record_get_text (after, "body"), ==, typed->str);
  g_assert_false (pt_record_has_conflict (after, "body"));
}

static void
save_elsewhere (Lab *lab, PtRecord *base, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new_for (base);

  pt_edit_set_text (edit, "body", body);
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
}

static void
test_pull_keeps_typed (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Van ons");
  PtForm *form = show_record (lab, entry);
  PtFieldRow *row = pt_form_get_row (form, "body");

  pt_field_row_open (row);
  type_body (form, "Van mij");
  save_elsewhere (lab, entry, "Van Sofie");
  g_autoptr (PtRecord) pulled = lab_get (lab, pt_record_get_id (entry));
  pt_form_show (form, pulled, NULL, PT_FORM_RESEARCH);

  g_autofree char *typed = lab_read (lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpstr (typed, ==, "Van mij");
  pt_field_row_flush (row);
  lab_settle (lab);
  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_assert_true (pt_record_has_conflict (after, "body"));
}

/* ── Renumbering while somebody types ── */

static void
join_hub (Lab *lab)
{
  g_autoptr (GError) error = NULL;
  PtHubLink hub = { .url = "https://localhost:1", .hub_id = "hub", .device = "device-1" };

  pt_store_set_hub (lab->other, &hub, pt_store_get_logbook_id (lab->other),
                    pt_store_get_member (lab->other), "An", "coordinator", &error);
  g_assert_no_error (error);
}

/* The hub has the number of the newest save already, from a clone of this laptop. */
static void
fork_newest (Lab *lab, PtDot *dot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = pt_store_next_ops (lab->other, 100, 1 << 20, &error);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);
  const PtOp *op = ops->pdata[ops->len - 1];

  *dot = op->dot;
  answer->op = g_strdup (op->id);
  answer->verdict = PT_VERDICT_FORKED;
  g_ptr_array_add (answers, answer);
  pt_store_answer_ops (lab->other, answers, &error);
  g_assert_no_error (error);
}

/* What the clone saved under that number. */
static void
pull_clone (Lab *lab, PtRecord *entry, const PtDot *dot, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  PtState *state = pt_state_copy (pt_record_get_state (entry));
  g_autoptr (PtOp) op = pt_op_new ("0190d0c0-0000-7000-8000-00000000c0de", dot,
                                   pt_record_get_id (entry), "entry");
  g_autoptr (PtValue) text = pt_value_new_text (body);

  pt_vector_free (op->seen);
  op->seen = pt_state_dup_seen (state);
  pt_op_set (op, "body", text);
  op->member = g_strdup ("an");
  op->device = g_strdup ("device-2");
  pt_state_apply (state, op);
  PtRecord *record = pt_record_new (pt_record_get_id (entry), "entry", state);
  pt_record_set_hub (record, 1, 1, 0);
  g_ptr_array_add (page, record);
  pt_store_apply_page (lab->other, page, "epoch", 0, 1, "chain", NULL, &error);
  g_assert_no_error (error);
}

/* The editor had seen its own save under a number that is the clone's now: the clone's text must not
 * count as seen, and what is typed stays in the editor. */
static void
test_renumbered_while_typing (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtForm *form = show_record (lab, entry);
  PtFieldRow *row = pt_form_get_row (form, "body");
  PtDot dot;

  join_hub (lab);
  pt_field_row_open (row);
  type_body (form, "Van mij");
  pt_field_row_flush (row);
  lab_settle (lab);
  fork_newest (lab, &dot);
  pull_clone (lab, entry, &dot, "Van de kopie");
  g_autoptr (PtRecord) pulled = lab_get (lab, pt_record_get_id (entry));
  pt_form_show (form, pulled, NULL, PT_FORM_RESEARCH);

  g_autofree char *typed = lab_read (lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpstr (typed, ==, "Van mij");
  type_body (form, "Van mij, en meer");
  pt_field_row_flush (row);
  lab_settle (lab);

  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  const PtState *state = pt_record_get_state (after);
  g_assert_cmpuint (pt_state_n_versions (state, "body"), ==, 2);
  g_assert_cmpstr (pt_state_nth_version (state, "body", 0)->value->text, ==, "Van de kopie");
  g_assert_cmpstr (pt_state_nth_version (state, "body", 1)->value->text, ==, "Van mij, en meer");
}

static void
test_quick_choices (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtForm *form = show_record (lab, entry);
  GtkWidget *choice = lab_find (GTK_WIDGET (pt_form_get_row (form, "kind")), GTK_TYPE_DROP_DOWN,
                                NULL);

  const guint first = gtk_drop_down_get_selected (GTK_DROP_DOWN (choice));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), first);
  lab_settle (lab);

  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_assert_cmpstr (pt_record_get_text (after, "kind"), ==, "note");
  g_assert_false (pt_record_has_conflict (after, "kind"));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), ==, first);
}

static void
test_unknown_key (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "kind", "hologram");
  PtForm *form = show_record (lab, entry);
  GtkWidget *choice = lab_find (GTK_WIDGET (pt_form_get_row (form, "kind")), GTK_TYPE_DROP_DOWN,
                                NULL);
  GtkStringObject *shown = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (choice));

  g_assert_cmpstr (gtk_string_object_get_string (shown), ==, "hologram");
}

static void
test_mention (Lab *lab, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("Met [@Bewoner 3](pt:%s) aan tafel", lab->person);
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", text);
  PtForm *form = show_record (lab, entry);
  PtFieldRow *row = pt_form_get_row (form, "body");
  GtkWidget *view = lab_find (GTK_WIDGET (row), GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextIter end;

  g_autofree char *shown = lab_read (view);
  g_assert_cmpstr (shown, ==, "Met @Bewoner 3 aan tafel");

  pt_field_row_open (row);
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &end);
  gtk_text_buffer_insert (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &end, ".", 1);
  pt_field_row_flush (row);
  lab_settle (lab);
  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_autofree char *expected = g_strconcat (text, ".", NULL);
  g_assert_cmpstr (pt_record_get_text (after, "body"), ==, expected);
}

static void
test_real_name (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtForm *form = show_record (lab, entry);
  PtFieldRow *row = pt_form_get_row (form, "body");

  g_assert_true (pt_store_set_identity (lab->other, lab->person, "Fatima Yilmaz", NULL, &error));
  g_assert_no_error (error);
  pt_field_row_open (row);
  type_body (form, "Fatima Yilmaz kwam langs");
  pt_field_row_flush (row);
  lab_settle (lab);
  GtkWidget *replace = lab_find (GTK_WIDGET (row), GTK_TYPE_BUTTON, "_Replace");
  g_assert_nonnull (replace);
  g_signal_emit_by_name (replace, "clicked");
  lab_settle (lab);

  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_autofree char *expected = g_strdup_printf ("[@Bewoner 3](pt:%s) kwam langs", lab->person);
  g_assert_cmpstr (pt_record_get_text (after, "body"), ==, expected);
}

static void
add (const char *path, gconstpointer data, void (*test) (Lab *, gconstpointer))
{
  g_test_add (path, Lab, data, lab_open, test, lab_close);
}

int
main (int argc, char **argv)
{
  lab_init (&argc, &argv);
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      g_autofree char *fields = g_strdup_printf ("/form/%s/fields", pt_record_kinds[i]->id);
      g_autofree char *round = g_strdup_printf ("/form/%s/round-trip", pt_record_kinds[i]->id);
      add (fields, pt_record_kinds[i], test_fields);
      add (round, pt_record_kinds[i], test_round_trip);
    }
  add ("/form/number/sentence-and-text-kept", NULL, test_wrong_number);
  add ("/form/text/too-long", NULL, test_too_long);
  add ("/form/required/said", NULL, test_missing);
  add ("/form/text/own-saves-do-not-conflict", NULL, test_own_saves);
  add ("/form/text/saved-while-typing-on", NULL, test_saved_while_typing);
  add ("/form/text/pull-keeps-what-is-typed", NULL, test_pull_keeps_typed);
  add ("/form/text/renumbered-while-typing", NULL, test_renumbered_while_typing);
  add ("/form/enum/quick-choices", NULL, test_quick_choices);
  add ("/form/enum/unknown-key-shown", NULL, test_unknown_key);
  add ("/form/long/mention-kept", NULL, test_mention);
  add ("/form/long/real-name-replaced", NULL, test_real_name);
  return g_test_run ();
}
