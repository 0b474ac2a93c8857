/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim (sync.md §4, Repair): a hub that was put back becomes, from what its laptops hold, what it
 * was; in any order of laptops, in any pieces, offered any number of times. Random histories of three
 * laptops and a hub with a backup somewhere in between. */
#include "pt-digest.h"
#include "pt-state.h"

#include <string.h>

#define HISTORIES 3000
#define LAPTOPS 3
#define STEPS 24

static const char record[] = "01890000-0000-7000-8000-0000000000a1";
static const char *const fields[] = { "body", "tags/kitchen", "title" };

typedef struct
{
  PtState *pulled; /* what the hub said last */
  PtState *shown;  /* with own saves on top */
  GPtrArray *waiting;
  PtDot dot;
} Copy;

typedef struct
{
  GRand *random;
  Copy laptops[LAPTOPS];
  PtState *hub;
  PtState *backup;
} History;

static void
history_init (History *self, guint32 seed)
{
  self->random = g_rand_new_with_seed (seed);
  self->hub = pt_state_new ();
  self->backup = pt_state_new ();
  for (guint i = 0; i < LAPTOPS; i++)
    {
      Copy *laptop = &self->laptops[i];

      laptop->pulled = pt_state_new ();
      laptop->shown = pt_state_new ();
      laptop->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
      laptop->dot.counter = 0;
      memset (laptop->dot.incarnation.bytes, (int)i + 1, sizeof laptop->dot.incarnation.bytes);
    }
}

static void
history_clear (History *self)
{
  for (guint i = 0; i < LAPTOPS; i++)
    {
      pt_state_free (self->laptops[i].pulled);
      pt_state_free (self->laptops[i].shown);
      g_ptr_array_unref (self->laptops[i].waiting);
    }
  pt_state_free (self->hub);
  pt_state_free (self->backup);
  g_rand_free (self->random);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (History, history_clear)

static void
replace (PtState **target, const PtState *with)
{
  PtState *copy = pt_state_copy (with);

  pt_state_free (*target);
  *target = copy;
}

static void
save (History *self, Copy *laptop)
{
  g_autoptr (PtVector) seen = pt_state_dup_seen (laptop->shown);
  g_autofree char *text = g_strdup_printf ("value %d", g_rand_int_range (self->random, 0, 6));
  g_autoptr (PtValue) value = pt_value_new_text (text);
  PtOp *op;

  laptop->dot.counter++;
  op = pt_op_new ("01890000-0000-7000-8000-0000000000b1", &laptop->dot, record, "entry");
  pt_vector_join (op->seen, seen);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (i == 0 || g_rand_boolean (self->random))
      pt_op_set (op, fields[i], value);
  pt_state_apply (laptop->shown, op);
  g_ptr_array_add (laptop->waiting, op);
}

static void
exchange (History *self, Copy *laptop)
{
  for (guint i = 0; i < laptop->waiting->len; i++)
    pt_state_apply (self->hub, g_ptr_array_index (laptop->waiting, i));
  g_ptr_array_set_size (laptop->waiting, 0);
  replace (&laptop->pulled, self->hub);
  replace (&laptop->shown, self->hub);
}

static void
take_step (History *self)
{
  Copy *laptop = &self->laptops[g_rand_int_range (self->random, 0, LAPTOPS)];

  if (g_rand_int_range (self->random, 0, 3) > 0)
    save (self, laptop);
  else
    exchange (self, laptop);
}

static void
live (History *self, guint32 seed)
{
  guint at;

  history_init (self, seed);
  at = (guint)g_rand_int_range (self->random, 0, STEPS);
  for (guint i = 0; i < STEPS; i++)
    {
      if (i == at)
        replace (&self->backup, self->hub);
      take_step (self);
    }
}

static void
assert_same (const PtState *state, const PtState *expected, guint32 seed)
{
  if (!pt_state_equivalent (state, expected))
    g_error ("history of seed %u differs", seed);
}

static guint32
draw_seed (void)
{
  return (guint32)g_test_rand_int ();
}

static void
test_brings_back (void)
{
  g_test_summary ("With one laptop that has seen the last state, the hub is what it was.");
  for (guint i = 0; i < HISTORIES; i++)
    {
      guint32 seed = draw_seed ();
      g_auto (History) history;

      live (&history, seed);
      replace (&history.laptops[0].pulled, history.hub);
      for (guint j = 0; j < LAPTOPS; j++)
        pt_state_merge (history.backup, history.laptops[LAPTOPS - 1 - j].pulled);
      assert_same (history.backup, history.hub, seed);
    }
}

static void
test_any_order (void)
{
  g_test_summary ("The order in which laptops offer does not matter, nor how often they do.");
  for (guint i = 0; i < HISTORIES; i++)
    {
      guint32 seed = draw_seed ();
      g_auto (History) history;
      g_autoptr (PtState) other = NULL;

      live (&history, seed);
      other = pt_state_copy (history.backup);
      for (guint j = 0; j < LAPTOPS; j++)
        {
          pt_state_merge (history.backup, history.laptops[j].pulled);
          pt_state_merge (other, history.laptops[LAPTOPS - 1 - j].pulled);
        }
      assert_same (other, history.backup, seed);
      for (guint j = 0; j < LAPTOPS; j++)
        g_assert_cmpint (pt_state_merge (other, history.laptops[j].pulled), <=,
                         PT_VERDICT_SUPERSEDED);
      assert_same (other, history.backup, seed);
    }
}

/* As a laptop saves again, one number for each. */
static void
save_missing (PtState *hub, const PtState *held)
{
  g_autoptr (GPtrArray) ops = pt_state_list_missing (hub, held);
  PtDot dot = { { "a new life" }, 0 };

  for (guint i = 0; i < ops->len; i++)
    {
      PtOp *op = g_ptr_array_index (ops, i);

      dot.counter++;
      op->dot = dot;
      pt_state_apply (hub, op);
    }
}

static bool
has_value (const PtState *state, const char *name, const PtValue *value)
{
  for (guint i = 0; i < pt_state_n_versions (state, name); i++)
    if (pt_value_equal (pt_state_nth_version (state, name, i)->value, value))
      return true;
  return false;
}

static void
assert_same_values (const PtState *state, const PtState *expected, guint32 seed)
{
  for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
    {
      const guint n = pt_state_n_versions (expected, fields[f]);

      if (pt_state_n_versions (state, fields[f]) != n)
        g_error ("history of seed %u has another number of values", seed);
      for (guint i = 0; i < n; i++)
        if (!has_value (state, fields[f], pt_state_nth_version (expected, fields[f], i)->value))
          g_error ("history of seed %u has another value", seed);
    }
}

static void
test_too_late (void)
{
  g_test_summary (
      "What a laptop saves again has the same words standing, and the same words replaced, as if "
      "it had come in time.");
  for (guint i = 0; i < HISTORIES; i++)
    {
      guint32 seed = draw_seed ();
      g_auto (History) history;
      g_autoptr (PtState) expected = NULL;

      live (&history, seed);
      expected = pt_state_copy (history.backup);
      pt_state_merge (expected, history.laptops[0].pulled);
      save_missing (history.backup, history.laptops[0].pulled);
      assert_same_values (history.backup, expected, seed);
    }
}

static void
test_pieces (void)
{
  g_test_summary ("In pieces it is the same as whole.");
  for (guint i = 0; i < HISTORIES; i++)
    {
      guint32 seed = draw_seed ();
      g_auto (History) history;
      g_autoptr (PtState) whole = NULL;
      g_autoptr (GPtrArray) pieces = NULL;

      live (&history, seed);
      whole = pt_state_copy (history.backup);
      pt_state_merge (whole, history.hub);
      pieces = pt_state_split (history.hub, (size_t)g_rand_int_range (history.random, 1, 2000));
      for (guint j = pieces->len; j > 0; j--)
        pt_state_merge (history.backup, g_ptr_array_index (pieces, j - 1));
      assert_same (history.backup, whole, seed);
    }
}

/* ── Digests ── */

/* Returns whether they are equal. */
static gboolean
compare_digests (const PtState *one, const PtState *other, guint32 seed)
{
  char first[PT_DIGEST_LENGTH + 1], second[PT_DIGEST_LENGTH + 1];

  pt_digest_record (record, one, first);
  pt_digest_record (record, other, second);
  if (pt_state_equivalent (one, other) != (strcmp (first, second) == 0))
    g_error ("history of seed %u: digests do not say what is equal", seed);
  return strcmp (first, second) == 0;
}

static void
test_digest (void)
{
  guint n_equal = 0, n_others = 0;

  g_test_summary ("Equal states have equal digests, also with candidates in another order; others "
                  "do not.");
  for (guint i = 0; i < HISTORIES; i++)
    {
      guint32 seed = draw_seed ();
      g_auto (History) history;
      g_autoptr (PtState) other = pt_state_new ();

      live (&history, seed);
      for (guint j = 0; j < LAPTOPS; j++)
        {
          pt_state_merge (other, history.laptops[j].pulled);
          n_others += !compare_digests (history.hub, history.laptops[j].shown, seed);
        }
      n_equal += compare_digests (history.hub, other, seed);
    }
  g_assert_cmpuint (n_equal, >, HISTORIES / 10);
  g_assert_cmpuint (n_others, >, HISTORIES / 10);
}

static void
test_buckets (void)
{
  g_autoptr (PtDigest) digest = pt_digest_new ();
  g_autoptr (PtDigest) empty = pt_digest_new ();
  g_autoptr (PtState) state = pt_state_new ();
  guint changed = 0;

  g_test_summary ("A record changes its own bucket and no other.");
  pt_digest_add (digest, record, state);
  for (guint i = 0; i < PT_DIGEST_BUCKETS; i++)
    if (strcmp (pt_digest_nth (digest, i), pt_digest_nth (empty, i)) != 0)
      {
        changed++;
        g_assert_cmpuint (i, ==, pt_digest_bucket (record));
      }
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpuint (pt_digest_bucket (record), ==, 232); /* other programs count so, too */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/brings-back", test_brings_back);
  g_test_add_func ("/merge/any-order", test_any_order);
  g_test_add_func ("/merge/too-late", test_too_late);
  g_test_add_func ("/merge/pieces", test_pieces);
  g_test_add_func ("/digest/record", test_digest);
  g_test_add_func ("/digest/buckets", test_buckets);
  return g_test_run ();
}
