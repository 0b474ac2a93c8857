/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: the steps are those of domain.md §4, and every guard is quiet when what it asks for is there
 * and says what is missing when it is not. */
#include "model-fixture.h"

#include "pt-closing.h"
#include "pt-life.h"

#define MAX_FIELDS 4
#define MAX_AROUND 4

/* A record beside the one that steps. `@x` in a text becomes the id of the record called x; the one
 * that steps is called self. */
typedef struct
{
  const char *kind, *name;
  const char *fields[MAX_FIELDS];
} Beside;

typedef struct
{
  const char *name, *kind;
  const char *fields[MAX_FIELDS];
  const char *to;
  Beside around[MAX_AROUND];
  const char *missing; /* sentences joined by space; "" = nothing */
} Case;

static const Case cases[] = {
  { "stopped-lacks-why", "experiment", { "status=running" }, "stopped", { { 0 } }, "Say why." },
  { "stopped-has-why",
    "experiment",
    { "status=running", "status_why=geen tijd" },
    "stopped",
    { { 0 } },
    "" },
  { "completed-lacks",
    "experiment",
    { "status=running", "decision=adapt" },
    "completed",
    { { 0 } },
    "Write down the result, also when it is nothing. Say what you decided, and why." },
  { "completed-has",
    "experiment",
    { "status=paused", "result=x", "decision=adapt", "decision_why=y" },
    "completed",
    { { 0 } },
    "" },
  { "scale-up-lacks",
    "experiment",
    { "status=running", "result=x", "decision=scale_up", "decision_why=y" },
    "completed",
    { { "resource", "r", { "experiment=@self", "direction=have" } } },
    "Scaling up takes something: say what you are looking for." },
  { "scale-up-has",
    "experiment",
    { "status=running", "result=x", "decision=scale_up", "decision_why=y" },
    "completed",
    { { "resource", "r", { "experiment=@self", "direction=need" } } },
    "" },
  { "answered-lacks",
    "question",
    { "status=exploring" },
    "answered",
    { { 0 } },
    "Write down the answer." },
  { "answered-has", "question", { "status=exploring", "answer=x" }, "answered", { { 0 } }, "" },
  { "passed-on-lacks",
    "question",
    { "status=open" },
    "passed_on",
    { { 0 } },
    "Say to whom you pass it on." },
  { "passed-on-has",
    "question",
    { "status=open", "passed_to=gemeente" },
    "passed_on",
    { { 0 } },
    "" },
  { "dropped-lacks", "question", { "status=answered" }, "dropped", { { 0 } }, "Say why." },
  { "for-review-lacks",
    "learning",
    { "headline=x" },
    "for_review",
    { { 0 } },
    "Write the headline and what happened." },
  { "for-review-has", "learning", { "headline=x", "what=y" }, "for_review", { { 0 } }, "" },
  { "discussed-own-voice",
    "learning",
    { "status=for_review" },
    "discussed",
    { { "comment", "c", { "target=@self", "body=x" } } },
    "Ask somebody else how they see it and note it as a comment." },
  { "discussed-other-member",
    "learning",
    { "status=for_review" },
    "discussed",
    { { "comment", "c", { "2:target=@self", "2:body=x" } } },
    "" },
  { "discussed-on-behalf",
    "learning",
    { "status=for_review" },
    "discussed",
    { { "comment", "c", { "target=@self", "body=x", "on_behalf_of=@p" } } },
    "" },
  { "discussed-role",
    "learning",
    { "status=for_review" },
    "discussed",
    { { "comment", "c", { "target=@self", "body=x", "voice=huisarts" } } },
    "" },
  { "discussed-elsewhere",
    "learning",
    { "status=for_review" },
    "discussed",
    { { "comment", "c", { "target=@other", "voice=huisarts" } } },
    "Ask somebody else how they see it and note it as a comment." },
  { "established-lacks",
    "learning",
    { "status=discussed", "so_what=x" },
    "established",
    { { 0 } },
    "Write what it means and what you do with it." },
  { "established-has",
    "learning",
    { "status=discussed", "so_what=x", "now_what=y" },
    "established",
    { { 0 } },
    "" },
  { "established-objection",
    "learning",
    { "status=discussed", "so_what=x", "now_what=y" },
    "established",
    { { "comment", "c", { "target=@self", "kind=objection" } } },
    "There is an objection that nobody has resolved yet." },
  { "established-resolved",
    "learning",
    { "status=discussed", "so_what=x", "now_what=y" },
    "established",
    { { "comment",
        "c",
        { "target=@self", "kind=objection", "resolved_at=2026-03-12T10:00:00Z" } } },
    "" },
  { "established-objection-replaced",
    "learning",
    { "status=discussed", "so_what=x", "now_what=y" },
    "established",
    { { "comment", "c", { "target=@self", "kind=objection" } },
      { "comment", "d", { "target=@self", "replaces=@c" } } },
    "" },
  { "applied-lacks",
    "learning",
    { "status=established" },
    "applied",
    { { "action", "a", { "about=@self" } } },
    "Tie it to an action that is done." },
  { "applied-has",
    "learning",
    { "status=established" },
    "applied",
    { { "action", "a", { "about=@self", "status=done" } } },
    "" },
  { "established-from-draft",
    "learning",
    { "headline=x" },
    "established",
    { { "comment", "c", { "target=@self", "kind=objection", "voice=huisarts" } } },
    "Write the headline and what happened. Write what it means and what you do with it. "
    "There is an objection that nobody has resolved yet." },
  { "withdrawn-lacks", "learning", { "status=applied" }, "withdrawn", { { 0 } }, "Say why." },
  { "step-back-lacks", "learning", { "status=established" }, "discussed", { { 0 } }, "Say why." },
  { "observed-lacks",
    "outcome",
    { "statement=x" },
    "observed",
    { { 0 } },
    "Say since when it is there." },
  { "observed-has", "outcome", { "observed_on=2026-01-01" }, "observed", { { 0 } }, "" },
  { "substantiated-lacks",
    "outcome",
    { "status=observed", "contribution=x" },
    "substantiated",
    { { 0 } },
    "Say which way it goes and what the lab contributed. Tie it to a note or a measurement that "
    "shows it." },
  { "substantiated-measured",
    "outcome",
    { "status=observed", "contribution=x", "direction=positive" },
    "substantiated",
    { { "measurement", "m", { "outcome=@self" } } },
    "" },
  { "substantiated-source",
    "outcome",
    { "status=observed", "contribution=x", "direction=positive" },
    "substantiated",
    { { "link", "l", { "from=@self", "kind=source", "to=@n" } } },
    "" },
  { "substantiated-supported",
    "outcome",
    { "status=observed", "contribution=x", "direction=positive" },
    "substantiated",
    { { "link", "l", { "from=@n", "kind=supports", "to=@self" } } },
    "" },
  { "confirmed-lacks",
    "outcome",
    { "status=substantiated" },
    "confirmed",
    { { "stakeholder", "p", { "kind=persona" } },
      { "link", "l", { "from=@p", "kind=confirms", "to=@self" } } },
    "Let somebody outside the team confirm it." },
  { "confirmed-has",
    "outcome",
    { "status=substantiated" },
    "confirmed",
    { { "stakeholder", "p", { "name=Wijkagent" } },
      { "link", "l", { "from=@p", "kind=confirms", "to=@self" } } },
    "" },
  { "did-not-occur", "outcome", { "status=intended" }, "did_not_occur", { { 0 } }, "" },
  { "some-evidence-lacks",
    "mechanism",
    { "statement=x" },
    "some_evidence",
    { { "link", "l", { "from=@n", "kind=contradicts", "to=@self" } } },
    "Tie it to something that supports it." },
  { "some-evidence-has",
    "mechanism",
    { "statement=x" },
    "some_evidence",
    { { "link", "l", { "from=@n", "kind=supports", "to=@self" } } },
    "" },
  { "supported-same-experiment",
    "mechanism",
    { "status=some_evidence" },
    "supported",
    { { "entry", "n", { "experiment=@e" } },
      { "entry", "m", { "experiment=@e" } },
      { "link", "l", { "from=@n", "kind=supports", "to=@self" } },
      { "link", "k", { "from=@m", "kind=supports", "to=@self" } } },
    "Tie it to two things that support it and do not come from the same experiment." },
  { "supported-independent",
    "mechanism",
    { "status=some_evidence" },
    "supported",
    { { "entry", "n", { "experiment=@e" } },
      { "entry", "m", { "body=x" } },
      { "link", "l", { "from=@n", "kind=supports", "to=@self" } },
      { "link", "k", { "from=@m", "kind=supports", "to=@self" } } },
    "" },
  { "disputed-lacks",
    "mechanism",
    { "status=supported" },
    "disputed",
    { { 0 } },
    "Tie it to something that contradicts it." },
  { "disputed-has",
    "mechanism",
    { "status=supported" },
    "disputed",
    { { "link", "l", { "from=@n", "kind=contradicts", "to=@self" } } },
    "" },
  { "refuted-lacks", "mechanism", { "status=disputed" }, "refuted", { { 0 } }, "Say why." },
  { "shared-lacks",
    "narrative",
    { "status=checking" },
    "shared",
    { { 0 } },
    "Make a release: a file that you give to somebody." },
  { "shared-has",
    "narrative",
    { "status=checking" },
    "shared",
    { { "release", "r", { "narrative=@self" } } },
    "" },
  { "closed-lacks",
    "logbook",
    { "status=closing" },
    "closed",
    { { "question", "q", { "status=exploring" } },
      { "action", "a", { "text=x" } },
      { "narrative", "v", { "title=x" } } },
    "Some questions are still open: answer, pass on or drop them. Some actions are still open: "
    "finish or release them. "
    "There is no last story that has been shared." },
  { "closed-has",
    "logbook",
    { "status=closing" },
    "closed",
    { { "question", "q", { "status=passed_on" } },
      { "action", "a", { "status=dropped" } },
      { "narrative", "v", { "status=shared" } } },
    "" },
};

/* "about=@self" → "about=ID". */
static char *
fill_in (const char *text)
{
  const char *at = text == NULL ? NULL : strchr (text, '@');

  if (at == NULL)
    return g_strdup (text);
  g_autofree char *id = fixture_id (at + 1);
  return g_strdup_printf ("%.*s%s", (int)(at - text), text, id);
}

static PtRecord *
add_record (PtDataset *dataset, const char *kind, const char *name,
            const char *const fields[MAX_FIELDS])
{
  g_autofree char *a = fill_in (fields[0]), *b = fill_in (fields[1]), *c = fill_in (fields[2]),
                  *d = fill_in (fields[3]);
  g_autoptr (PtRecord) record = fixture_record (kind, name, a, b, c, d, NULL);

  pt_dataset_add (dataset, record);
  return pt_dataset_get (dataset, pt_record_get_id (record));
}

static PtRecord *
add_all (PtDataset *dataset, const Case *one)
{
  for (int i = 0; i < MAX_AROUND && one->around[i].kind != NULL; i++)
    add_record (dataset, one->around[i].kind, one->around[i].name, one->around[i].fields);
  return add_record (dataset, one->kind, "self", one->fields);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  PtRecord *record = add_all (dataset, one);
  g_autoptr (GPtrArray) missing = pt_life_missing (dataset, record, one->to);
  g_autofree char *sentences = pt_missing_join (missing);

  g_autoptr (GPtrArray) way = pt_life_way (record, one->to);
  g_assert_nonnull (way);
  g_assert_cmpstr (sentences, ==, one->missing);
}

/* Each guard of the table of steps has a case that lacks it and one that has it. */
static void
test_every_step_is_covered (void)
{
  guint covered = 0, wanted = 0;

  for (guint i = 0; i < pt_n_transitions; i++)
    {
      wanted |= pt_transitions[i].guards;
      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        if (strcmp (cases[j].kind, pt_transitions[i].kind) == 0
            && strcmp (cases[j].to, pt_transitions[i].to) == 0 && cases[j].missing[0] != '\0')
          covered |= pt_transitions[i].guards;
    }
  g_assert_cmpuint (wanted & ~covered, ==, 0);
}

static void
test_table (void)
{
  for (guint i = 0; i < pt_n_transitions; i++)
    {
      const PtTransition *step = &pt_transitions[i];
      const PtRecordKind *kind = pt_record_kind_find (step->kind);
      const PtVocabulary *statuses = pt_record_kind_field (kind, kind->status_field)->vocabulary;
      g_assert_true (strcmp (step->from, "*") == 0
                     || pt_vocabulary_index (statuses, step->from) >= 0);
      g_assert_cmpint (pt_vocabulary_index (statuses, step->to), >=, 0);
    }
}

static const struct
{
  const char *kind, *first, *next;
} nexts[] = {
  { "experiment", "title=x", "preparing stopped" },
  { "experiment", "status=running", "paused completed stopped" },
  { "experiment", "status=completed", "stopped" },
  { "question", "status=open", "exploring passed_on dropped" },
  { "learning", "status=established", "discussed applied withdrawn" },
  { "outcome", "statement=x", "observed did_not_occur" },
  { "narrative", "title=x", "checking" },
  { "resource", "title=x", "available used_up" },
  { "action", "text=x", "done dropped" },
  { "entry", "body=x", "" },
  { "of_tomorrow", "body=x", "" },
};

static void
test_next (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    {
      g_autoptr (PtRecord) record = fixture_record (nexts[i].kind, "x", nexts[i].first, NULL);
      g_autoptr (GPtrArray) next = pt_life_next (record);
      g_ptr_array_add (next, NULL);
      g_autofree char *joined = g_strjoinv (" ", (char **)next->pdata);
      g_assert_cmpstr (joined, ==, nexts[i].next);
    }
}

static const struct
{
  const char *kind, *first, *to, *way; /* NULL = there is none */
} ways[] = {
  { "learning", "headline=x", "for_review", "for_review" },
  { "learning", "headline=x", "established", "for_review discussed established" },
  { "learning", "status=applied", "discussed", "established discussed" },
  { "learning", "status=discussed", "withdrawn", "withdrawn" },
  { "learning", "status=withdrawn", "draft", NULL },
  { "learning", "status=draft", "draft", NULL },
  { "question", "status=open", "answered", "exploring answered" },
  { "entry", "body=x", "done", NULL },
};

static void
test_ways (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (PtRecord) record = fixture_record (ways[i].kind, "x", ways[i].first, NULL);
      g_autoptr (GPtrArray) way = pt_life_way (record, ways[i].to);
      if (way != NULL)
        g_ptr_array_add (way, NULL);
      g_autofree char *joined = way != NULL ? g_strjoinv (" ", (char **)way->pdata) : NULL;
      g_assert_cmpstr (joined, ==, ways[i].way);
    }
}

/* ── Before a lab closes ── */

static const struct
{
  const char *name, *kind, *first;
  PtClosingFacts facts;
  const char *open; /* ids of the steps */
} closings[] = {
  { "nothing", NULL, NULL, { 0 }, "story deposit" },
  { "question", "question", "status=exploring", { .deposited = true }, "questions story" },
  { "dropped", "question", "status=dropped", { .deposited = true }, "story" },
  { "action", "action", "status=open", { .deposited = true }, "actions story" },
  { "experiment", "experiment", "status=paused", { .deposited = true }, "experiments story" },
  { "stopped", "experiment", "status=stopped", { .deposited = true }, "story" },
  { "story-draft", "narrative", "status=checking", { .deposited = true }, "story" },
  { "story", "narrative", "status=shared", { .deposited = true }, "" },
  { "card", "challenge", "sharing=network", { .deposited = true }, "story cards" },
  { "card-decided",
    "challenge",
    "sharing=public",
    { .deposited = true, .cards_decided = true },
    "story" },
  { "own-card", "challenge", "sharing=team", { .deposited = true }, "story" },
  { "facts",
    "narrative",
    "status=shared",
    { .n_due = 1, .n_unsent = 2, .n_names = 3 },
    "withdrawals sent deposit names" },
};

static void
test_closing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    {
      const char *fields[MAX_FIELDS] = { closings[i].first };
      g_autoptr (PtDataset) dataset = pt_dataset_new ();
      g_autoptr (GPtrArray) lines = NULL;
      g_autoptr (GPtrArray) open = g_ptr_array_new ();

      if (closings[i].kind != NULL)
        add_record (dataset, closings[i].kind, "x", fields);
      lines = pt_closing_list (dataset, &closings[i].facts);
      for (guint k = 0; k < lines->len; k++)
        if (!((PtClosingLine *)lines->pdata[k])->is_done)
          g_ptr_array_add (open, (gpointer)pt_closing_id (k));
      g_ptr_array_add (open, NULL);
      g_autofree char *joined = g_strjoinv (" ", (char **)open->pdata);

      g_test_message ("%s", closings[i].name);
      g_assert_cmpstr (joined, ==, closings[i].open);
      /* The names go with the closing itself. */
      g_assert_cmpuint (pt_closing_count_open (lines), ==,
                        open->len - 1 - (closings[i].facts.n_names > 0));
    }
}

static void
test_only_objections_block (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtDataset) dataset = pt_dataset_new ();
      PtRecord *record = add_all (dataset, &cases[i]);
      g_autoptr (GPtrArray) missing = pt_life_missing (dataset, record, cases[i].to);
      for (guint j = 0; j < missing->len; j++)
        {
          const PtMissing *one = missing->pdata[j];
          g_assert_true (one->blocks == (strstr (one->sentence, "objection") != NULL));
        }
    }
}

static const Case attention_cases[] = {
  { "late-objection",
    "learning",
    { "status=established", "so_what=x", "now_what=y" },
    NULL,
    { { "comment", "c", { "2:target=@self", "2:kind=objection" } } },
    "Somebody objected after it was established." },
  { "late-objection-to-applied",
    "learning",
    { "status=applied" },
    NULL,
    { { "comment", "c", { "2:target=@self", "2:kind=objection" } },
      { "action", "a", { "about=@self", "status=done" } } },
    "Somebody objected after it was established." },
  { "guard-lost-in-a-merge",
    "question",
    { "status=answered" },
    NULL,
    { { 0 } },
    "Write down the answer." },
  { "nothing", "question", { "status=answered", "answer=x" }, NULL, { { 0 } }, "" },
  { "draft",
    "learning",
    { "headline=x" },
    NULL,
    { { "comment", "c", { "target=@self", "kind=objection" } } },
    "" },
  { "stopped-without-why", "experiment", { "status=stopped" }, NULL, { { 0 } }, "Say why." },
};

static void
test_attention (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  PtRecord *record = add_all (dataset, one);
  g_autoptr (GPtrArray) missing = pt_life_attention (dataset, record);
  g_autofree char *sentences = pt_missing_join (missing);

  g_assert_cmpstr (sentences, ==, one->missing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/life/guard/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (attention_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/life/attention/", attention_cases[i].name, NULL);
      g_test_add_data_func (path, &attention_cases[i], test_attention);
    }
  g_test_add_func ("/model/life/every-step-is-covered", test_every_step_is_covered);
  g_test_add_func ("/model/life/table", test_table);
  g_test_add_func ("/model/life/next", test_next);
  g_test_add_func ("/model/life/ways", test_ways);
  g_test_add_func ("/model/life/closing", test_closing);
  g_test_add_func ("/model/life/only-objections-block", test_only_objections_block);
  return g_test_run ();
}
