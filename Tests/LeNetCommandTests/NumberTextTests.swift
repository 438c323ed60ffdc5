import LeNetCommand
import LeNetText
import Testing

@Suite("Numbers for people")
struct NumberTextTests {
  @Test(
    "A fixed count of digits, rounded",
    arguments: [
      (0.12345, 3, "0.123"), (0.9995, 3, "1.000"), (-0.0001, 2, "0.00"), (-1.5, 1, "-1.5"),
      (2.5, 0, "3"), (0.05, 2, "0.05"), (.nan, 2, "nan"), (.infinity, 2, "inf"),
      (1e300, 2, "1e+300"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(value, digits) == text)
  }

  @Test(
    "Only all is a rate of 100.0 %, only none one of 0.0 %, and no confidence is all",
    arguments: [
      (0, "0.0 %", "0.00 %"), (0.0004, "<0.1 %", "0.04 %"), (0.001, "0.1 %", "0.10 %"),
      (0.5, "50.0 %", "50.00 %"), (0.9996, ">99.9 %", "99.96 %"), (1, "100.0 %", "99.99 %"),
    ] as [(Double, String, String)])
  func rates(share: Double, rate: String, confidence: String) {
    #expect(NumberText.rate(share) == rate)
    #expect(NumberText.confidence(share) == confidence)
  }

  @Test(
    "Two significant digits, of any number",
    arguments: [
      (0.0023456, "0.0023"), (6.46e-05, "6.5e-05"), (0.016, "0.016"), (123, "120"), (-0.5, "-0.5"),
      (0, "0"), (Double.leastNonzeroMagnitude, "5e-324"), (1e308, "1e+308"), (.nan, "nan"),
      (.infinity, "inf"),
    ] as [(Double, String)])
  func twoDigits(value: Double, text: String) {
    #expect(NumberText.twoDigits(value) == text)
  }

  @Test(
    "Commas between thousands",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (61_706, "61,706"), (-1_234_567, "-1,234,567"),
      (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func grouped(count: Int, text: String) {
    #expect(count.grouped == text)
  }

  @Test(
    "Times grow from seconds to hours",
    arguments: [
      (0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 00 s"),
      (185, "3 min 05 s"), (7800, "2 h 10 min"), (-1, "?"), (.infinity, "?"),
    ] as [(Double, String)])
  func duration(seconds: Double, text: String) {
    #expect(NumberText.duration(seconds) == text)
  }

  @Test(
    "A clock for lines that are redrawn",
    arguments: [
      (0.2, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (185, "3:05"), (7800, "2:10:00"),
      (.nan, "?"), (1e12, "?"),
    ] as [(Double, String)])
  func clock(seconds: Double, text: String) {
    #expect(NumberText.clock(seconds) == text)
  }

  @Test("A share becomes a percentage only here")
  func percent() {
    #expect(NumberText.percent(0.99214) == "99.21 %")
    #expect(NumberText.percent(1) == "100.00 %")
  }
}
