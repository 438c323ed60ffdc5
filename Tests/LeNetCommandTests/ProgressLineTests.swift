import LeNetCommand
import Testing

@Suite("The live line")
struct ProgressLineTests {
  private static let line = ProgressLine(
    epoch: 3, epochs: 8, share: 0.5, loss: 0.04211, accuracy: 0.98711, imagesPerSecond: 65_213,
    secondsLeft: 12)

  @Test("All parts are shown where there is room")
  func wide() {
    let bar = String(repeating: "━", count: 12) + String(repeating: "─", count: 12)
    #expect(
      Self.line.text(columns: 120, unicode: true)
        == "epoch 3/8  \(bar)  loss 0.0421  accuracy 98.71 %  65,213 images/s  0:12 left")
  }

  @Test("It never fills a line, which a terminal would break", arguments: 1...130)
  func width(columns: Int) {
    #expect(Self.line.text(columns: columns, unicode: true).count < columns)
  }

  @Test(
    "The speed goes first, then the bar; the time left stays",
    arguments: [
      (80, "loss 0.0421  accuracy 98.71 %  65,213 images/s  0:12 left", true),
      (60, "loss 0.0421  accuracy 98.71 %  0:12 left", true),
      (55, "loss 0.0421  accuracy 98.71 %  0:12 left", false),
      (40, "loss 0.0421  0:12 left", false), (25, "0:12 left", false),
    ] as [(Int, String, Bool)])
  func narrow(columns: Int, words: String, hasBar: Bool) {
    let text = Self.line.text(columns: columns, unicode: true)
    #expect(text.hasPrefix("epoch 3/8  ") && text.hasSuffix("  " + words), "\(text)")
    #expect(text.contains("━") == hasBar, "\(text)")
    #expect(hasBar || text == "epoch 3/8  \(words)")
  }

  @Test("Without Unicode the bar is ASCII")
  func ascii() {
    let text = Self.line.text(columns: 120, unicode: false)
    #expect(text.contains("############............"))
    #expect(text.utf8.allSatisfy { $0 < 128 })
  }

  @Test("A log gets the same without a bar")
  func plain() {
    #expect(
      Self.line.plainText
        == "epoch 3/8, 50 %, loss 0.0421, accuracy 98.71 %, 65,213 images/s, 0:12 left")
  }

  @Test("Shares and speeds out of their range do not trap", arguments: [-1, 2, .nan, .infinity])
  func strange(share: Double) {
    var line = Self.line
    line.share = share
    line.imagesPerSecond = share * 1e300
    line.secondsLeft = nil
    #expect(line.text(columns: 80, unicode: true).hasPrefix("epoch 3/8"))
  }
}
