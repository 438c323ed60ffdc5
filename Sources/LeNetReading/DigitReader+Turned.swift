import LeNetImages
import LeNetModel

extension DigitReader {
  /// The reading of a picture, from that of its image as it is: a digit among others is never accepted.
  func reading(of picture: PreparedPicture, upright: Reading) -> Reading {
    var reading = turnedIfNeeded(upright, picture)
    (reading.likePieces, reading.pages) = (picture.likePieces, picture.pages)
    reading.bits = picture.bits
    if picture.likePieces > 0, reading.verdict == .accepted || reading.verdict == .unsure {
      reading.verdict = .several
    }
    return reading
  }

  /// The least confidence in a digit of a picture that is turned without a tag that says so.
  private static let surely = 0.999

  /// The reading of an image that shows no digit as it is, after a turn if it shows one then; else the same reading.
  ///
  /// A phone that lies flat writes a wrong tag, so a picture is right as it was before its tag turned it, and the
  /// answer may be accepted. Without a tag the picture may show a letter: an L is a 7 on its head. Then the answer stays
  /// unsure, however sure the network is, and for 6 and 9 nothing tells which way is up.
  private func turnedIfNeeded(_ reading: Reading, _ picture: PreparedPicture) -> Reading {
    guard reading.verdict == .other, preparation.approach == .digit, let pixels = picture.pixels
    else { return reading }
    let isTagged = picture.tag != 0
    let turns = isTagged ? [360 - picture.tag] : [90, 180, 270]
    let width = model.classes.count
    let logits = logits(of: turns.map { Self.turned(pixels, by: $0) })
    let readings = turns.enumerated().map { index, turn in
      var reading = rule.reading(of: logits[index * width..<(index + 1) * width])
      reading.turned = turn
      return reading
    }
    let best = readings.filter { reading in
      reading.verdict == .accepted
        && (isTagged || reading.confidence >= Self.surely && !["6", "9"].contains(reading.label))
    }.max { $0.confidence < $1.confidence }
    guard var best else { return reading }
    if !isTagged { best.verdict = .unsure }
    return best
  }

  /// The prepared image turned clockwise, with the centre of its mass in the same place.
  static func turned(_ pixels: [UInt8], by degrees: Int) -> [UInt8] {
    let side = DigitPreparation.side
    var turned = pixels
    for _ in 0..<degrees / 90 {
      let before = turned
      // The centre lies half a pixel beside the middle, at 14 of 0...27, so a turn about it leaves out the first
      // column, where a prepared digit has no ink.
      for row in 0..<side {
        for column in 0..<side {
          let source = side - column
          turned[row * side + column] = source < side ? before[source * side + row] : 0
        }
      }
    }
    return turned
  }
}
