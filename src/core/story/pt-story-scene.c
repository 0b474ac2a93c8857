/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes and their score. The weights are rule 2; each is a line of the table. */
#include "pt-story-scene.h"

#include "pt-story-markdown.h"
#include "pt-story-quote.h"

#include <string.h>

enum
{
  SCORE_TURN = 4,
  SCORE_TOLD = 3,
  SCORE_VALENCE = 2,
  SCORE_SOURCE = 2,
  SCORE_QUOTE = 1,
  SCORE_PHOTO = 1,
  SCORE_SAME_EXPERIMENT = -2,
};

static bool
is (const PtRecord *record, const char *field, const char *key)
{
  return g_strcmp0 (pt_record_get_text (record, field), key) == 0;
}

static void
scene_free (gpointer data)
{
  PtScene *self = data;

  g_free (self->date);
  g_free (self->text);
  g_free (self->speaker);
  g_ptr_array_unref (self->photos);
  g_hash_table_unref (self->echoes);
  g_free (self);
}

static GPtrArray *
find_photos (PtGate *gate, PtRecord *entry)
{
  g_autoptr (GPtrArray) attachments = pt_dataset_children (pt_gate_get_data (gate), "attachment",
                                                           "owner", pt_record_get_id (entry));
  GPtrArray *photos = g_ptr_array_new ();

  for (guint i = 0; i < attachments->len; i++)
    {
      const char *mime = pt_record_get_text (attachments->pdata[i], "mime");
      bool picture = mime != NULL ? g_str_has_prefix (mime, "image/")
                                  : is (attachments->pdata[i], "type", "photo");

      if (picture && pt_gate_photo (gate, attachments->pdata[i]))
        g_ptr_array_add (photos, attachments->pdata[i]);
    }
  return photos;
}

/* A source of something printed, by a link either way. */
static bool
is_source (PtGate *gate, PtRecord *entry, GHashTable *used)
{
  static const char *const kinds[] = { "learning", "outcome" };
  static const char *const links[] = { "source", "supports" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint l = 0; l < G_N_ELEMENTS (links); l++)
      {
        g_autoptr (GPtrArray) found = pt_gate_linked (pt_gate_get_data (gate),
                                                      pt_record_get_id (entry), links[l], kinds[k]);

        for (guint i = 0; i < found->len; i++)
          if (g_hash_table_contains (used, pt_record_get_id (found->pdata[i])))
            return true;
      }
  return false;
}

static void
find_speaker (PtGate *gate, PtScene *scene)
{
  g_autoptr (GPtrArray) speakers = pt_gate_linked (
      pt_gate_get_data (gate), pt_record_get_id (scene->entry), "speaker", "stakeholder");

  if (speakers->len == 0)
    return;
  pt_names_begin (pt_gate_get_names (gate));
  scene->speaker = pt_names_call (pt_gate_get_names (gate), pt_record_get_id (speakers->pdata[0]));
  scene->citizen = is (speakers->pdata[0], "helix", "citizens");
}

static int
score (PtGate *gate, const PtScene *scene, GHashTable *used)
{
  const char *told = pt_record_get_text (scene->entry, "story_text");

  return (scene->turn ? SCORE_TURN : 0) + (told != NULL && *told != '\0' ? SCORE_TOLD : 0)
         + (scene->high || scene->low ? SCORE_VALENCE : 0)
         + (is_source (gate, scene->entry, used) ? SCORE_SOURCE : 0)
         + (scene->quote ? SCORE_QUOTE : 0) + (scene->photos->len > 0 ? SCORE_PHOTO : 0);
}

static PtScene *
new_scene (PtGate *gate, PtRecord *entry, char *text, GHashTable *used)
{
  PtScene *scene = g_new0 (PtScene, 1);
  const char *place = pt_record_get_text (entry, "place");

  scene->entry = entry;
  scene->echoes = g_hash_table_new (NULL, NULL);
  scene->text = text;
  scene->date = pt_record_dup_date (entry);
  scene->place = place != NULL && *place != '\0' ? place : NULL;
  scene->quote = is (entry, "kind", "quote");
  scene->high = is (entry, "valence", "high_point");
  scene->low = is (entry, "valence", "low_point");
  scene->turn = pt_record_get_bool (entry, "turning_point");
  scene->sensitive = g_strcmp0 (pt_record_get_strictest (entry, "sensitive"), "true") == 0;
  scene->photos = find_photos (gate, entry);
  find_speaker (gate, scene);
  scene->score = score (gate, scene, used);
  return scene;
}

static void
find_echoes_of (PtScene *quote, GPtrArray *scenes)
{
  g_autoptr (PtQuoteSet) words = pt_quote_set_new ();

  pt_quote_set_add (words, quote->text);
  for (guint i = 0; i < scenes->len; i++)
    {
      PtScene *other = scenes->pdata[i];

      if (other == quote || !pt_quote_set_meets (words, other->text))
        continue;
      g_hash_table_add (quote->echoes, other);
      g_hash_table_add (other->echoes, quote);
    }
}

static void
find_echoes (GPtrArray *scenes)
{
  for (guint i = 0; i < scenes->len; i++)
    if (((PtScene *)scenes->pdata[i])->quote)
      find_echoes_of (scenes->pdata[i], scenes);
}

/* A rule or an empty list says nothing. */
static bool
has_words (const char *text)
{
  g_autofree char *words = text != NULL ? pt_markdown_flatten (text) : NULL;

  return words != NULL && *words != '\0';
}

GPtrArray *
pt_scenes_collect (PtGate *gate, GHashTable *used)
{
  g_autoptr (GPtrArray) entries = pt_gate_list (gate, "entry");
  GPtrArray *scenes = g_ptr_array_new_with_free_func (scene_free);

  for (guint i = 0; i < entries->len; i++)
    {
      char *text;

      pt_names_begin (pt_gate_get_names (gate));
      text = pt_gate_entry_text (gate, entries->pdata[i]);
      if (has_words (text))
        g_ptr_array_add (scenes, new_scene (gate, entries->pdata[i], text, used));
      else
        g_free (text);
    }
  find_echoes (scenes);
  return scenes;
}

static int
present_score (const PtScene *scene, const PtScene *previous)
{
  const char *experiment = pt_record_get_text (scene->entry, "experiment");
  bool same = previous != NULL && experiment != NULL
              && is (previous->entry, "experiment", experiment);

  return scene->score + (same ? SCORE_SAME_EXPERIMENT : 0);
}

/* Somebody's words that stand in another note too are told once. */
static bool
echoes (const PtScene *scene, GPtrArray *chosen)
{
  for (guint i = 0; i < chosen->len; i++)
    if (g_hash_table_contains (scene->echoes, chosen->pdata[i]))
      return true;
  return false;
}

/* Scenes are in order of date then id, so that the first of equals is the oldest. */
static PtScene *
best (GPtrArray *scenes, GPtrArray *chosen, const PtScene *previous,
      bool (*wanted) (const PtScene *))
{
  PtScene *found = NULL;

  for (guint i = 0; i < scenes->len; i++)
    {
      PtScene *scene = scenes->pdata[i];

      if (g_ptr_array_find (chosen, scene, NULL) || (wanted != NULL && !wanted (scene))
          || echoes (scene, chosen))
        continue;
      if (found == NULL || present_score (scene, previous) > present_score (found, previous))
        found = scene;
    }
  return found;
}

static bool
is_low (const PtScene *scene)
{
  return scene->low;
}

static bool
is_citizen (const PtScene *scene)
{
  return scene->citizen;
}

static bool
has (GPtrArray *chosen, bool (*wanted) (const PtScene *))
{
  for (guint i = 0; i < chosen->len; i++)
    if (wanted (chosen->pdata[i]))
      return true;
  return false;
}

/* Makes room by giving up the least scene that is not itself one that must stay. */
static void
ensure (GPtrArray *scenes, GPtrArray *chosen, bool (*wanted) (const PtScene *),
        bool (*keep) (const PtScene *))
{
  PtScene *scene = best (scenes, chosen, NULL, wanted);
  int least = -1;

  if (scene == NULL || has (chosen, wanted))
    return;
  for (guint i = 0; i < chosen->len; i++)
    {
      const PtScene *other = chosen->pdata[i];

      if (other->turn || (keep != NULL && keep (other)))
        continue;
      if (least < 0 || other->score <= ((PtScene *)chosen->pdata[least])->score)
        least = i;
    }
  if (least < 0)
    least = chosen->len - 1;
  chosen->pdata[least] = scene;
}

static int
compare_scenes (gconstpointer a, gconstpointer b)
{
  const PtScene *scene_a = *(PtScene **)a;
  const PtScene *scene_b = *(PtScene **)b;

  return pt_gate_compare_moments (&scene_a->entry, &scene_b->entry);
}

GPtrArray *
pt_scenes_choose (GPtrArray *scenes, guint n)
{
  GPtrArray *chosen = g_ptr_array_new ();
  const PtScene *previous = NULL;

  while (chosen->len < n)
    {
      PtScene *scene = best (scenes, chosen, previous, NULL);

      if (scene == NULL)
        break;
      g_ptr_array_add (chosen, scene);
      previous = scene;
    }
  if (chosen->len == n && n > 0)
    {
      ensure (scenes, chosen, is_low, NULL);
      if (n > 1)
        ensure (scenes, chosen, is_citizen, is_low);
    }
  g_ptr_array_sort (chosen, compare_scenes);
  return chosen;
}

static bool
may_open (const PtScene *scene)
{
  return !scene->sensitive && scene->place != NULL;
}

static bool
may_open_without_place (const PtScene *scene)
{
  return !scene->sensitive;
}

const PtScene *
pt_scenes_opening (GPtrArray *scenes)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const PtScene *scene = best (scenes, none, NULL, may_open);

  return scene != NULL ? scene : best (scenes, none, NULL, may_open_without_place);
}
