package org.city311.ivr.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowServerTest {
  @ParameterizedTest
  @CsvSource({
    "4105550100,4105550100",
    "+14105550100,+14105550100",
    "anonymous,anonymous",
    "'','' ",
    "'410\r\nAction: Originate','410ActionOriginate'",
    "'\"x\" <410;rn=1>','x410rn1'",
    "01234567890123456789012345678901234567890123456789,0123456789012345678901234567890123456789"
  })
  void callersNumber_keepsOnlyWhatTelephonesCanDial(String found, String kept) {
    assertEquals(kept.strip(), FlowServer.number(found));
  }
}
