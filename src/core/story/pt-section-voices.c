/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices (12): stories, interviews and quotes that have no place in a stage and stand for themselves.
 * For participants only their own. */
#include "pt-story-teller.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rule 14: what a story for participants begins with. */
#define FIRST_WORDS 2

static bool
is_voice (PtTeller *self, const PtScene *scene)
{
  static const char *const kinds[] = { "story", "interview", "quote", NULL };
  const char *kind = pt_record_get_text (scene->entry, "kind");

  return kind != NULL && g_strv_contains (kinds, kind) && (!self->plain || scene->citizen)
         && !g_hash_table_contains (self->told, pt_record_get_id (scene->entry));
}

/* (transfer container): scenes of @self that @wanted likes, by score, at most @most. */
static GPtrArray *
choose (PtTeller *self, bool (*wanted) (PtTeller *, const PtScene *), guint most)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < self->scenes->len; i++)
    if (wanted (self, self->scenes->pdata[i]))
      g_ptr_array_add (found, self->scenes->pdata[i]);
  return pt_scenes_choose (found, most > 0 ? most : found->len);
}

void
pt_section_voices (PtTeller *self)
{
  g_autoptr (GPtrArray) voices = choose (self, is_voice, self->top);

  for (guint i = 0; i < voices->len; i++)
    pt_teller_voice (self, voices->pdata[i]);
}

static bool
is_said (PtTeller *self, const PtScene *scene)
{
  return scene->quote && scene->citizen && !scene->sensitive;
}

void
pt_section_said (PtTeller *self)
{
  g_autoptr (GPtrArray) said = choose (self, is_said, FIRST_WORDS);

  for (guint i = 0; i < said->len; i++)
    {
      const PtScene *scene = said->pdata[i];

      if (i == 0)
        pt_teller_made (self, PT_STYLE_LEAD, "said", scene->entry,
                        pt_teller_say (self, NC_ ("story", "This is what you said:")));
      pt_teller_voice (self, scene);
    }
}
