/* gesso-test-fault.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/gesso-test-conversation.h"

G_BEGIN_DECLS

/* Everything that can go wrong in any call, and what becomes of it, by what the call is.
 *
 * An outcome is a text: the class of the failure, or "fine"; with "$" behind it when it may have
 * been billed; and "+N" when N calls more were made than the conversation has up to there. */

typedef enum
{
  GESSO_TEST_FAULT_STEPS,   /* the steps instead of the answer */
  GESSO_TEST_FAULT_PICTURE, /* the picture in the answer is another; only where there is one */
  GESSO_TEST_FAULT_ANSWER,  /* steps, in which {half} and {rest} are parts of the good answer */
} GessoTestFaultShape;

typedef struct
{
  const char          *name;
  GessoTestFaultShape  shape;
  const char          *steps[5];
  guint                times;     /* how often in a row; 0 is 1 */
  const char          *outcomes[GESSO_TEST_N_CALLS]; /* NULL: not played there */
} GessoTestFault;

extern const GessoTestFault gesso_test_faults[];

void gesso_test_fault_play (const GessoTestFault        *self,
                            const GessoTestConversation *conversation,
                            guint                        turn,
                            GessoTestServer             *server);

G_END_DECLS
