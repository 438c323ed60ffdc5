import Foundation
public import LeNetModel

/// A network computed in Double by plain loops, layer by layer, to compare the engine with.
///
/// Numbers lie as `[map][row][column]`. Only what the paper's networks are made of.
public struct PlainNetwork {
  /// The network.
  public let layout: NetworkLayout
  /// All parameters in arena order.
  public var parameters: [Double]

  /// A network with its parameters.
  public init(layout: NetworkLayout, parameters: [Double]) {
    self.layout = layout
    self.parameters = parameters
  }

  /// What a layer makes of its input.
  public func output(of layer: LayerLayout, input: [Double]) -> [Double] {
    func tensor(_ role: ParameterLayout.Role) -> ArraySlice<Double> {
      guard let tensor = layer.parameters.first(where: { $0.role == role }) else { return [] }
      return parameters[tensor.range]
    }
    let activation = layer.layer.activation
    switch layer.layer {
    case .flatten:
      return input
    case .convolution(let convolution):
      return sums(
        convolution, layer, input, weights: Array(tensor(.weight)), bias: Array(tensor(.bias))
      ).map { Self.squash(activation, $0) }
    case .fullyConnected:
      let weights = Array(tensor(.weight))
      return zip(tensor(.bias), 0...).map { bias, unit in
        let row = weights[unit * input.count..<(unit + 1) * input.count]
        return Self.squash(activation, zip(row, input).reduce(bias) { $0 + $1.0 * $1.1 })
      }
    case .subsampling(let subsampling):
      let (coefficients, bias) = (Array(tensor(.coefficient)), Array(tensor(.bias)))
      return windows(layer, window: subsampling.window, copies: subsampling.copies, input)
        .map { map, numbers in
          Self.squash(activation, numbers.reduce(0, +) * coefficients[map] + bias[map])
        }
    case .averagePooling(let pooling):
      return windows(layer, window: pooling.window, copies: 1, input)
        .map { _, numbers in numbers.reduce(0, +) / Double(numbers.count) }
    case .maxPooling(let pooling):
      return windows(layer, window: pooling.window, copies: 1, input)
        .map { _, numbers in numbers.max() ?? 0 }
    case .radialBasis:
      let prototypes = Array(tensor(.prototype)) + Array(tensor(.trainedPrototype))
      return (0..<layer.output.count).map { unit in
        -zip(prototypes[unit * input.count..<(unit + 1) * input.count], input)
          .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
    default:
      preconditionFailure("\(layer.layer.kind) is not computed here")
    }
  }

  /// Sums over the windows of a convolution, absent links being zero weights.
  private func sums(
    _ convolution: Convolution, _ layer: LayerLayout, _ input: [Double], weights: [Double],
    bias: [Double]
  ) -> [Double] {
    let (shape, kernel) = (layer.input, convolution.kernel)
    var result: [Double] = []
    for map in 0..<layer.output.maps {
      for row in 0..<layer.output.rows {
        for column in 0..<layer.output.columns {
          var sum = bias[map]
          for source in 0..<shape.maps {
            for i in 0..<kernel {
              for j in 0..<kernel {
                let r = row * convolution.stride + i - convolution.padding
                let c = column * convolution.stride + j - convolution.padding
                guard 0..<shape.rows ~= r, 0..<shape.columns ~= c else { continue }
                sum +=
                  weights[((map * shape.maps + source) * kernel + i) * kernel + j]
                  * input[(source * shape.rows + r) * shape.columns + c]
              }
            }
          }
          result.append(sum)
        }
      }
    }
    return result
  }

  /// The numbers of each window, side by side, with the output map they belong to.
  private func windows(
    _ layer: LayerLayout, window: Int, copies: Int, _ input: [Double]
  ) -> [(map: Int, numbers: [Double])] {
    let shape = layer.input
    var result: [(map: Int, numbers: [Double])] = []
    for map in 0..<layer.output.maps {
      for row in 0..<layer.output.rows {
        for column in 0..<layer.output.columns {
          var numbers: [Double] = []
          for i in 0..<window {
            for j in 0..<window {
              let r = (map / copies * shape.rows + row * window + i) * shape.columns
              numbers.append(input[r + column * window + j])
            }
          }
          result.append((map, numbers))
        }
      }
    }
    return result
  }

  private static func squash(_ activation: Activation, _ a: Double) -> Double {
    switch activation {
    case .identity: a
    case .relu: max(a, 0)
    case .sigmoid: 1 / (1 + exp(-a))
    case .tanh: Foundation.tanh(a)
    case .scaledTanh: 1.7159 * Foundation.tanh(a * 2 / 3)
    case .softmax: preconditionFailure("softmax is not computed here")
    }
  }
}
