import Foundation
import LeNetElementary
import LeNetRandom
import Testing

@Suite("Elementary functions agree with the C library")
struct ElementaryTests {
  private static func expectClose(
    _ value: Double, _ expected: Double, scale: Double? = nil, at x: Double, seed: UInt64
  ) {
    let error = (value - expected).magnitude / max(scale ?? expected.magnitude, 1e-300)
    #expect(error < 2e-15, "at \(x): \(value), expected \(expected), seed \(seed)")
  }

  @Test("exp, log, sin, cos and power stay within 2e-15", arguments: [UInt64(1), 2, 3])
  func random(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .test)
    for _ in 0..<2000 {
      let x = stream.uniform(in: -20...20)
      Self.expectClose(Elementary.exp(x), Foundation.exp(x), at: x, seed: seed)
      Self.expectClose(Elementary.sin(x), Foundation.sin(x), scale: 1, at: x, seed: seed)
      Self.expectClose(Elementary.cos(x), Foundation.cos(x), scale: 1, at: x, seed: seed)
      let positive = stream.uniform(in: 1e-6...1000)
      let log = Foundation.log(positive)
      Self.expectClose(
        Elementary.log(positive), log, scale: max(log.magnitude, 0.1), at: positive, seed: seed)
      Self.expectClose(
        Elementary.power(positive, -0.75), Foundation.pow(positive, -0.75), scale: nil,
        at: positive, seed: seed)
      let base = stream.uniform(in: 0.9...1)
      Self.expectClose(
        Elementary.power(base, 10), Foundation.pow(base, 10), at: base, seed: seed)
    }
  }

  @Test("special values")
  func special() {
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(1000) == .infinity)
    #expect(Elementary.exp(-1000) == 0)
    #expect(Elementary.exp(.nan).isNaN)
    #expect(Elementary.log(1) == 0)
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.sin(0) == 0)
    #expect(Elementary.cos(0) == 1)
    #expect(Elementary.cos(.infinity).isNaN)
    #expect(Elementary.power(0.999, 0) == 1)
    #expect(Elementary.power(2, -3) == 0.125)
    #expect(Elementary.power(0, 2.5) == 0)
  }
}
