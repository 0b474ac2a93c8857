/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: what an order takes from a state and from a save, which orders are refused, and that it
 * survives the wire. */
#include "model-fixture.h"
#include "pt-erasure.h"
#include "pt-json.h"

static PtErasure *
order_of (const char *fields, int64_t number)
{
  g_autofree char *id = fixture_id ("record");
  g_auto (GStrv) names = fields != NULL ? g_strsplit (fields, " ", -1) : NULL;
  PtErasure *order = pt_erasure_new (id, (const char *const *)names, "Asked");

  order->number = number;
  return order;
}

/* @set: names; each gets the same value. */
static PtOp *
op_of (const char *set, int64_t counter, int64_t era)
{
  g_autofree char *id = fixture_id ("record");
  g_auto (GStrv) names = g_strsplit (set, " ", -1);
  g_autoptr (PtValue) value = pt_value_new_text ("word");
  PtDot dot = { .counter = counter };
  PtOp *op = pt_op_new (id, &dot, id, "entry");

  op->era = era;
  op->no = 7;
  for (guint i = 0; names[i] != NULL; i++)
    pt_op_set (op, names[i], value);
  return op;
}

static char *
names_of_op (const PtOp *op)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; op != NULL && i < op->set->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((const PtSetting *)op->set->pdata[i])->name);
  return g_string_free (text, FALSE);
}

static char *
names_of_state (const PtState *state)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pt_state_n_registers (state); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", pt_state_nth_register (state, i));
  return g_string_free (text, FALSE);
}

static void
test_apply (void)
{
  static const struct
  {
    const char *fields, *before, *after;
    bool erased;
  } cases[] = {
    { "body", "body title", "title", true },
    { "body title", "body title", "", true },
    { "tags", "tags/kitchen tags/stairs tagsy title", "tagsy title", true },
    { "body", "title", "title", false },
    { NULL, "archived body tags/x", "", true },
    { NULL, "archived", "", true },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtErasure) order = order_of (cases[i].fields, 1);
      g_autoptr (PtState) state = pt_state_new ();
      g_autoptr (PtOp) op = op_of (cases[i].before, 1, 0);
      g_autofree char *after = NULL;

      pt_state_apply (state, op);
      g_assert_cmpint (pt_erasure_apply (order, state, NULL), ==, cases[i].erased);

      after = names_of_state (state);
      g_assert_cmpstr (after, ==, cases[i].after);
    }
}

static void
test_newer (void)
{
  g_autoptr (PtErasure) order = order_of ("body", 3);
  g_autoptr (PtErasure) whole = order_of (NULL, 4);
  g_autoptr (PtState) state = pt_state_new ();
  g_autoptr (PtOp) older = op_of ("body title", 1, 2);
  g_autoptr (PtOp) newer = op_of ("body", 2, 3);
  g_autoptr (PtValue) other = pt_value_new_text ("another word");
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (PtDot));

  g_test_summary ("A value of somebody who knew of the order stays, but in a whole record");
  pt_op_set (newer, "body", other);
  pt_state_apply (state, older);
  pt_state_apply (state, newer);
  g_array_append_val (dots, newer->dot);
  g_assert_cmpuint (pt_state_n_versions (state, "body"), ==, 2);

  g_assert_true (pt_erasure_apply (order, state, dots));

  g_assert_cmpuint (pt_state_n_versions (state, "body"), ==, 1);
  g_assert_cmpstr (pt_state_shown (state, "body")->text, ==, "another word");
  g_assert_true (pt_erasure_apply (whole, state, dots));
  g_assert_cmpuint (pt_state_n_registers (state), ==, 0);
}

static void
test_strip (void)
{
  static const struct
  {
    const char *orders; /* "NUMBER:FIELDS|…"; no fields = whole */
    int64_t era;
    const char *set, *rest;
    bool lost;
  } cases[] = {
    { "", 0, "body", "body", false },
    { "3:body", 2, "body title", "title", true },
    { "3:body", 3, "body title", "body title", false },
    { "3:body", 9, "body", "body", false },
    { "3:body", 0, "title", "title", false },
    { "3:body|5:title", 3, "body title", "body", true },
    { "3:body|5:title", 0, "body title", "", true },
    { "3:tags", 0, "tags/kitchen title", "title", true },
    { "3:", 0, "body title", "", true },
    { "3:", 9, "body title", "", true },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray)
          orders = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
      g_auto (GStrv) texts = g_strsplit (cases[i].orders, "|", -1);
      g_autoptr (PtOp) op = op_of (cases[i].set, 1, cases[i].era);
      g_autoptr (PtOp) rest = NULL;
      g_autofree char *left = NULL;
      bool lost = !cases[i].lost;

      for (guint j = 0; texts[j] != NULL; j++)
        {
          g_auto (GStrv) pair = g_strsplit (texts[j], ":", 2);
          g_ptr_array_add (orders, order_of (*pair[1] != '\0' ? pair[1] : NULL,
                                             g_ascii_strtoll (pair[0], NULL, 10)));
        }
      rest = pt_erasure_strip (orders, op, &lost);

      left = names_of_op (rest);
      g_assert_cmpstr (left, ==, cases[i].rest);
      g_assert_cmpint (lost, ==, cases[i].lost);
      g_assert_cmpint (rest == NULL, ==, *cases[i].rest == '\0');
      if (rest != NULL)
        {
          g_assert_true (pt_dot_equal (&rest->dot, &op->dot));
          g_assert_cmpint (rest->era, ==, cases[i].era);
          g_assert_cmpint (rest->no, ==, 7);
        }
    }
}

static void
test_check (void)
{
  static const struct
  {
    const char *json; /* without record */
    bool good;
  } cases[] = {
    { "\"reason\":\"Asked\"", true },
    { "\"reason\":\"Asked\",\"fields\":[\"body\",\"tags\",\"body\"]", true },
    { "\"reason\":\"\"", false },
    { "\"reason\":\" \\n\"", false },
    { "\"reason\":\"Asked\",\"fields\":[]", false },
    { "\"reason\":\"Asked\",\"fields\":\"body\"", false },
    { "\"reason\":\"Asked\",\"fields\":[1]", false },
    { "\"reason\":\"Asked\",\"fields\":[\"\"]", false },
    { "\"reason\":\"Asked\",\"fields\":[\"tags/kitchen\"]", false },
    { "\"reason\":\"Asked\",\"fields\":[\"body\",\"sharing\"]", false },
    { "\"reason\":\"Asked\",\"fields\":[\"archived\"]", false },
    { "\"fields\":[\"body\"]", false },
  };
  g_autofree char *id = fixture_id ("record");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"record\":\"%s\",%s}", id, cases[i].json);
      g_autoptr (JsonNode) node = pt_json_parse (text, strlen (text), strlen (text), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PtErasure) order = pt_erasure_from_json (json_node_get_object (node), &error);

      if ((order != NULL) != cases[i].good)
        g_error ("%s", text);
      g_assert_true ((error == NULL) == cases[i].good);
    }
}

static void
test_wire (void)
{
  g_autoptr (PtErasure) order = order_of ("title body", 12);
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (PtErasure) back = NULL;
  g_autofree char *fields = NULL;

  order->member = fixture_id ("member");
  order->at = 1772323200000000;
  json = pt_erasure_to_json (order);
  back = pt_erasure_from_json (json, NULL);
  fields = pt_erasure_print_fields (back);

  g_assert_true (pt_erasure_same (order, back));
  g_assert_cmpint (back->number, ==, 12);
  g_assert_cmpstr (back->member, ==, order->member);
  g_assert_cmpstr (back->reason, ==, "Asked");
  g_assert_cmpstr (fields, ==, "[\"body\",\"title\"]");
  back->at++;
  g_assert_false (pt_erasure_same (order, back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/erasure/apply", test_apply);
  g_test_add_func ("/erasure/newer", test_newer);
  g_test_add_func ("/erasure/strip", test_strip);
  g_test_add_func ("/erasure/check", test_check);
  g_test_add_func ("/erasure/wire", test_wire);
  return g_test_run ();
}
