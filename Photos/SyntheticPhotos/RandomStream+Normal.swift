import LeNetRandom

extension RandomStream {
  /// The centred sum of four uniform numbers: nearly normal, with mean 0 and standard deviation 1.
  mutating func normal() -> Double {
    let word = next()
    let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
    return (Double(sum) / 65_535 - 2) * 3.0.squareRoot()
  }
}
