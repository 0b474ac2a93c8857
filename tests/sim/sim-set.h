/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of saves, by their number in SimTruth. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SimSet SimSet;

SimSet *sim_set_new (void);
SimSet *sim_set_copy (const SimSet *self);
void sim_set_free (SimSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimSet, sim_set_free)

void sim_set_add (SimSet *self, guint i);
void sim_set_join (SimSet *self, const SimSet *other);
gboolean sim_set_has (const SimSet *self, guint i);
guint sim_set_size (const SimSet *self);

G_END_DECLS
