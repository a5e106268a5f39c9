/* gesso-test-conversation.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/gesso-test-script.h"
#include "support/gesso-test-studio.h"

G_BEGIN_DECLS

/* What one request to one kind of account is, call by call, when all goes well: the same for every
 * test that makes something go wrong in it. */

/* What a call is to the one who pays. */
typedef enum
{
  GESSO_TEST_CALL_DRAW,    /* costs, and is answered with the pictures */
  GESSO_TEST_CALL_BEGIN,   /* costs, and is answered with a name */
  GESSO_TEST_CALL_PREPARE, /* before that; costs nothing */
  GESSO_TEST_CALL_PUT,     /* the same, and what it is answered does not matter */
  GESSO_TEST_CALL_ASK,     /* how it stands; costs nothing */
  GESSO_TEST_CALL_COLLECT, /* the same, where the last answer has the pictures in it */
  GESSO_TEST_CALL_FETCH,   /* what was made */
  GESSO_TEST_CALL_EXTRA,   /* can be done without */
} GessoTestCall;

#define GESSO_TEST_N_CALLS (GESSO_TEST_CALL_EXTRA + 1)

typedef struct
{
  GessoTestCall call;
  const char   *answer;
} GessoTestTurn;

typedef struct
{
  const char   *name;
  const char   *kind;
  const char   *path;         /* behind the address of the server */
  const char   *model;
  GessoTestTurn turns[8];
  guint         first;        /* the first turn in which something is made to go wrong */
  int           partial_images;
  gboolean      is_edit;
  gboolean      is_batch;
} GessoTestConversation;

extern const GessoTestConversation gesso_test_conversations[];

const char    *gesso_test_call_to_string             (GessoTestCall                call);
guint          gesso_test_conversation_get_length    (const GessoTestConversation *self);
GessoRequest  *gesso_test_conversation_make_request  (const GessoTestConversation *self);

/* An account of the kind at the server; @slot tells several of them apart. */
GessoAccount  *gesso_test_conversation_make_account  (const GessoTestConversation *self,
                                                      GessoTestStudio             *studio,
                                                      GessoTestServer             *server,
                                                      guint                        slot);

G_END_DECLS
