package org.city311.gateway.desk.http;

import org.city311.ivr.acd.CallAct.Refusal;

/// Says in plain words why something can't be done, and what to do.
final class Refusals {
  private Refusals() {}

  static String text(Refusal why) {
    return switch (why) {
      case NO_CALL -> "the agent does not have this call any more: look at the desk again";
      case NOT_TALKING -> "resident and agent don't hear each other yet: answer first";
      case IN_CONSULT -> "complete or end the consult first";
      case NO_CONSULT -> "there is no consult that the desk began: ask somebody first";
      case COLLEAGUE_NOT_THERE -> "whoever is asked has not answered yet: wait, or end the consult";
      case IN_CONFERENCE -> "it is a conference: leave it, or end the consult";
      case NOT_HELD -> "the resident is not on hold by the desk; a phone's own hold is ended there";
      case UNKNOWN_TARGET -> "there is no such group or agent";
      case TARGET_SIGNED_OUT -> "that agent is signed out: choose another";
      case TARGET_BUSY -> "that agent is on another call: wait, or choose another";
      case TARGET_UNREACHABLE -> "that agent's phone can't be reached: choose another";
      case TARGET_SELF -> "that is the agent's own phone: choose another";
      case CLOSED -> "that group is closed now: choose another, or take a message";
      case SWITCH_DOWN -> "the telephone system does not answer: try again in a moment";
      case TOO_LATE -> "something else happened first: look at the desk again";
    };
  }
}
