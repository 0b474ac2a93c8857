/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may set what: the table of roles against cases in words (domain.md §5). */
#include "pt-roles.h"

#define CORE "coordinator", "member", "monitor"
#define MAX_ROLES 7

static const char *const all_roles[] = { CORE,     "co_researcher",  "advisor",
                                         "reader", "network_editor", "of_a_newer_version" };

typedef struct
{
  const char *name;
  const char *kind;
  const char *had[3]; /* what the record shows: pairs of field and value are field=value */
  const char *set[3];
  gboolean is_other; /* somebody else made it */
  const char *may[MAX_ROLES + 1];
} Case;

static const Case cases[] = {
  { "note", "entry", { NULL }, { "body=a" }, FALSE, { CORE } },
  { "note for all",
    "entry",
    { NULL },
    { "body=a", "sharing=team" },
    FALSE,
    { CORE, "co_researcher" } },
  { "own note for all",
    "entry",
    { "sharing=team" },
    { "body=a" },
    FALSE,
    { CORE, "co_researcher" } },
  { "another's note", "entry", { "sharing=team" }, { "body=a" }, TRUE, { CORE } },
  { "own note out of sight", "entry", { "sharing=team" }, { "sharing=core" }, FALSE, { CORE } },
  { "own note to the network",
    "entry",
    { "sharing=team" },
    { "sharing=network" },
    FALSE,
    { CORE } },
  { "hidden note into sight", "entry", { "sharing=core" }, { "sharing=team" }, FALSE, { CORE } },
  { "consent", "consent", { NULL }, { "act=given", "sharing=team" }, FALSE, { CORE } },
  { "comment",
    "comment",
    { NULL },
    { "body=a", "sharing=team" },
    FALSE,
    { CORE, "co_researcher", "advisor" } },
  { "objection",
    "comment",
    { NULL },
    { "kind=objection", "body=a", "sharing=team" },
    FALSE,
    { CORE, "co_researcher", "advisor" } },
  { "resolving a remark", "comment", { "kind=remark" }, { "resolved_at=1" }, TRUE, { CORE } },
  { "resolving an objection",
    "comment",
    { "kind=objection" },
    { "resolved_at=1" },
    TRUE,
    { "coordinator", "monitor" } },
  { "objection made resolved",
    "comment",
    { NULL },
    { "kind=objection", "resolved_by=m" },
    FALSE,
    { "coordinator", "monitor" } },
  { "objection turned and resolved",
    "comment",
    { "kind=objection" },
    { "kind=remark", "resolved_at=1" },
    FALSE,
    { "coordinator", "monitor" } },
  { "logbook", "logbook", { NULL }, { "name=a" }, FALSE, { "coordinator", "monitor" } },
  { "learning discussed", "learning", { NULL }, { "status=discussed" }, FALSE, { CORE } },
  { "learning established",
    "learning",
    { NULL },
    { "status=established" },
    FALSE,
    { "coordinator", "monitor" } },
  { "learning applied",
    "learning",
    { NULL },
    { "status=applied", "what=a" },
    FALSE,
    { "coordinator", "monitor" } },
  { "words of an established one",
    "learning",
    { "status=established" },
    { "what=a" },
    TRUE,
    { CORE } },
  { "status of another kind", "experiment", { NULL }, { "status=established" }, FALSE, { CORE } },
  { "card", "challenge", { "sharing=network" }, { "card=a" }, TRUE, { CORE, "network_editor" } },
  { "card and title", "challenge", { "sharing=network" }, { "card=a", "title=b" }, TRUE, { CORE } },
  { "field that begins alike", "challenge", { NULL }, { "cards=a" }, FALSE, { CORE } },
  { "key of a set",
    "entry",
    { "sharing=team" },
    { "tags/kitchen=x" },
    FALSE,
    { CORE, "co_researcher" } },
  { "kind of a later version", "kitchen_sink", { NULL }, { "depth=a" }, FALSE, { CORE } },
  { "nothing set", "entry", { NULL }, { NULL }, FALSE, { CORE } },
};

static PtOp *
make_op (const char *kind, const char *const *set, guint n, int64_t counter)
{
  PtDot dot = { .counter = counter };
  PtOp *op;

  dot.incarnation.bytes[0] = 1;
  op = pt_op_new ("01890000-0000-7000-8000-0000000a0001", &dot,
                  "01890000-0000-7000-8000-0000000b0001", kind);
  for (guint i = 0; i < n && set[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (set[i], "=", 2);
      g_autoptr (PtValue) value = pt_value_new_text (pair[1]);

      pt_op_set (op, pair[0], value);
    }
  return op;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (PtOp) before = make_op (c->kind, c->had, G_N_ELEMENTS (c->had), 1);
      g_autoptr (PtOp) op = make_op (c->kind, c->set, G_N_ELEMENTS (c->set), 2);
      g_autoptr (PtState) state = pt_state_new ();
      const gboolean is_new = c->had[0] == NULL;
      const PtRoleCase about = { c->kind, is_new ? NULL : state, !c->is_other };

      pt_state_apply (state, before);
      for (guint r = 0; r < G_N_ELEMENTS (all_roles); r++)
        {
          g_test_message ("%s: %s", c->name, all_roles[r]);
          g_assert_cmpint (pt_role_allows (all_roles[r], &about, op), ==,
                           g_strv_contains (c->may, all_roles[r]));
        }
    }
}

/* A concurrent value counts as strictly as the shown one. */
static void
test_candidates (void)
{
  static const char *const team[] = { "sharing=team" };
  static const char *const set[] = { "body=a" };
  g_autoptr (PtOp) op = make_op ("entry", set, 1, 9);
  g_autoptr (PtState) state = pt_state_new ();
  const PtRoleCase about = { "entry", state, TRUE };
  static const char *const core[] = { "sharing=core" };
  g_autoptr (PtOp) first = make_op ("entry", team, 1, 1);
  g_autoptr (PtOp) second = make_op ("entry", core, 1, 2);

  pt_state_apply (state, first);
  g_assert_true (pt_role_allows ("co_researcher", &about, op));
  pt_state_apply (state, second);
  g_assert_false (pt_role_allows ("co_researcher", &about, op));
}

static void
test_core (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_roles); i++)
    {
      g_assert_cmpint (pt_role_is_core (all_roles[i]), ==, i < 3);
      g_assert_cmpint (pt_role_is_coordinator (all_roles[i]), ==, i == 0);
      g_assert_cmpint (pt_role_is_known (all_roles[i]), ==, i < MAX_ROLES);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/table", test_table);
  g_test_add_func ("/roles/candidates", test_candidates);
  g_test_add_func ("/roles/core-team", test_core);
  return g_test_run ();
}
