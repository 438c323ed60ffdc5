import LeNetElementary
import LeNetModel

/// A squashing function as a table: its whole numbers for sums from -8 to 8.
enum CIntegerTable {
  /// Entries of a table.
  static let count = 1024
  /// Entries for each 1 of the sum.
  static let density = 64.0

  /// Whether an activation is looked up.
  static func has(_ activation: Activation) -> Bool {
    switch activation {
    case .sigmoid, .tanh, .scaledTanh: true
    case .identity, .relu, .softmax: false
    }
  }

  /// What its entries stand for.
  static func scale(_ activation: Activation) -> CIntegerScale {
    switch activation {
    case .sigmoid: CIntegerScale(scale: 1 / 255.0)
    case .scaledTanh: CIntegerScale(scale: 1.7159 / 127, isSigned: true)
    default: CIntegerScale(scale: 1 / 127.0, isSigned: true)
    }
  }

  /// The entries.
  static func entries(_ activation: Activation) -> [Int] {
    let scale = scale(activation)
    return (0..<count).map { place in
      let sum = Double(place - count / 2) / density
      return Int((value(activation, at: sum) / scale.scale).rounded())
    }
  }

  /// The activation's value.
  static func value(_ activation: Activation, at sum: Double) -> Double {
    switch activation {
    case .identity, .softmax: sum
    case .relu: max(sum, 0)
    case .sigmoid: 1 / (1 + Elementary.exp(-sum))
    case .tanh: tanh(sum)
    case .scaledTanh: 1.7159 * tanh(sum * 2 / 3)
    }
  }

  private static func tanh(_ x: Double) -> Double { 1 - 2 / (1 + Elementary.exp(2 * x)) }
}
