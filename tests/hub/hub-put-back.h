/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub's folder copied while it is at rest, and put back later without telling anybody. */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

/* The hub is served before and after, at the same address. */
void hub_keep_copy (HubFixture *self);
void hub_put_back (HubFixture *self);
/* The database alone: what the hub remembers outside every backup is as it was. */
void hub_put_back_database (HubFixture *self);

/* Stops it, calls @work on its folder, and serves it where it was. */
void hub_while_stopped (HubFixture *self, void (*work) (HubFixture *self, gpointer data),
                        gpointer data);

G_END_DECLS
