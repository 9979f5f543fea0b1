package org.city311.loadtest;

import java.nio.file.Path;

/// A running centre as its callers' and agents' phones need it.
///
/// @param sip the switch's SIP address
/// @param number what residents dial
/// @param folder where the phones' files may lie
/// @param children where SIPp's processes belong
/// @param ports where their ports come from
record Centre(String sip, String number, Path folder, ChildProcesses children, FreePorts ports) {}
