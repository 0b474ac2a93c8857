/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire between a simulated laptop and the hub, with everything that goes wrong on wires. */
#pragma once

#include "pt-transport.h"
#include "sim-arrival.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_FAULT_NONE,
  SIM_FAULT_REQUEST_LOST,
  SIM_FAULT_REPLY_LOST, /* the hub has done it */
  SIM_FAULT_TWICE,      /* the request arrives two times */
  SIM_FAULT_DELAYED,    /* a push arrives much later; the laptop hears of an error */
  SIM_FAULT_REPLY_CUT,  /* … after some bytes, and a bad proxy says that this was all */
  SIM_FAULT_REQUEST_CUT, /* a chunk of a file likewise; other bodies without their end are no requests */
  SIM_FAULT_BUSY,        /* 503 */
  SIM_FAULT_CAPTIVE,     /* 200, and HTML */
  SIM_FAULT_HUB_RESTART, /* just before the request */
  SIM_N_FAULTS,
} SimFault;

const char *sim_fault_name (SimFault self);

typedef struct
{
  SimFault kind;
  guint at;         /* which request of the errand, from 0 */
  guint bytes;      /* that get through */
  guint page_limit; /* the most records in a page; 0 = as asked */
  guint
      meanwhile; /* at which request from 1 the other program on the logbook does something; 0 = never */
  gboolean late; /* … when the answer is on its way back */
} SimWeather;

#define SIM_TYPE_TRANSPORT (sim_transport_get_type ())
G_DECLARE_FINAL_TYPE (SimTransport, sim_transport, SIM, TRANSPORT, GObject)

/* @store: (nullable): of the laptop, for breakages; @first_sent: lives as long as the run. */
SimTransport *sim_transport_new (SimHub *hub, const SimWeather *weather, SimBreak breakage,
                                 PtStore *store, GHashTable *first_sent);
/* What the laptop may offer to a hub that was put back; lives as long as the transport. */
void sim_transport_set_received (SimTransport *self, const SimSet *received);
/* What happens meanwhile. */
void sim_transport_set_meanwhile (SimTransport *self, void (*run) (gpointer data), gpointer data);
/* Called before each push: the errand itself may have made saves. */
void sim_transport_set_note (SimTransport *self, void (*note) (gpointer data), gpointer data);
GPtrArray *sim_transport_get_arrivals (SimTransport *self); /* of SimArrival */
/* Whether @path is that of @end, whatever it asks. */
gboolean sim_path_ends (const char *path, const char *end);
/* Whether the fault came to pass. */
gboolean sim_transport_had_fault (SimTransport *self);

G_END_DECLS
