package org.city311.loadtest;

import java.nio.file.Path;

/// A running centre as its callers' and agents' phones need it.
///
/// @param sip the switch's SIP address
/// @param number what residents dial
/// @param folder where the phones' files may lie
/// @param children where SIPp's processes belong
/// @param ports where their ports come from
record Centre(String sip, String number, Path folder, ChildProcesses children, FreePorts ports) {

  /// A stack's, whose phones' files go into a folder of that name in the stack's own.
  static Centre of(Stack stack, String number, String name) {
    return new Centre(
        stack.sip(), number, stack.folder().resolve(name), stack.children(), stack.freePorts());
  }
}
