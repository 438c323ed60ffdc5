import Foundation
public import LeNetEngine
public import LeNetModel
import LeNetRandom

/// A comparison of the third pass with differences of plainly computed layers, in Double.
///
/// The curvature of every layer's input and parameters is sum_k J_ki^2 c_k, with J the layer's Jacobian
/// by central differences and c the curvatures behind it: what the paper's appendix C computes, without
/// its formulas.
public struct CurvatureCheck {
  /// The network.
  public let architecture: Architecture
  /// What is made small.
  public let loss: Loss
  /// Images that the curvature is a mean over.
  public let images: Int

  /// A check of a network whose last layer has as many outputs as classes.
  public init(_ architecture: Architecture, loss: Loss, images: Int) {
    self.architecture = architecture
    self.loss = loss
    self.images = images
  }

  /// Which kernels are compared.
  public enum Kernels: Sendable, CaseIterable {
    /// Those for blocks of images.
    case blocks
    /// Those for one image.
    case single
  }

  /// The greatest ||engine - numeric|| / ||numeric|| of any tensor, and its name.
  public func worstError(
    seed: UInt64, kernels: Kernels, instructions: InstructionSet
  ) throws -> (error: Double, tensor: String) {
    let layout = try architecture.layout()
    let input = layout.input
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: input.rows, columns: input.columns, resizeMode: .none,
          mean: Array(repeating: 0.4, count: input.maps),
          standardDeviation: Array(repeating: 0.3, count: input.maps)),
        imageShape: input, loss: loss, batchSize: kernels == .single ? 1 : images, threads: 1),
      instructions: instructions)
    var stream = RandomStream(seed: seed, purpose: .test, epoch: 2)
    var parameters = engine.parameters
    for tensor in layout.parameters {
      let absent = tensor.absent
      let reach = 1.5 / Double(tensor.role == .coefficient ? 4 : tensor.fanIn).squareRoot()
      for i in 0..<tensor.count where !absent.contains(where: { $0.contains(i) }) {
        parameters[tensor.offset + i] = stream.uniform(in: -reach...reach)
      }
    }
    engine.parameters = parameters
    let batch = RandomImages(count: images, shape: input, classes: layout.classes, seed: seed)
    let curvature =
      kernels == .single
      ? engine.curvatureImageByImage(of: batch) : engine.curvature(of: batch)
    let numeric = numericCurvature(layout, parameters, batch)
    var worst = (error: 0.0, tensor: "")
    for tensor in layout.parameters where tensor.trainable {
      let absent = tensor.absent
      var (difference, norm) = (0.0, 0.0)
      for i in 0..<tensor.count where !absent.contains(where: { $0.contains(i) }) {
        let (a, b) = (curvature[tensor.offset + i], numeric[tensor.offset + i])
        difference += (a - b) * (a - b)
        norm += b * b
      }
      let error = (difference / norm).squareRoot()
      // NaN counts as worse than anything.
      if !(error <= worst.error) { worst = (error, tensor.name) }
    }
    return worst
  }

  private func numericCurvature(
    _ layout: NetworkLayout, _ parameters: [Double], _ batch: RandomImages
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: parameters.count)
    for image in 0..<images {
      var bytes = [UInt8](repeating: 0, count: layout.input.count)
      var pixels = bytes.mutableSpan
      batch.writePixels(of: image, into: &pixels)
      let plain = PlainNetwork(layout: layout, parameters: parameters)
      var inputs = [bytes.map { (Double($0) / 255 - 0.4) / 0.3 }]
      for layer in layout.layers {
        inputs.append(plain.output(of: layer, input: inputs[inputs.count - 1]))
      }
      var last = layout.layers.count
      var curvature: [Double]
      if case .radialBasis = layout.layers.last?.layer {
        // Distances bend by themselves, so the loss is one of what the units compare.
        last -= 1
        let layer = layout.layers[last]
        curvature = second(inputs[last]) { point in
          value(plain.output(of: layer, input: point), label: batch.label(image))
        }
        addPrototypes(of: layer, plain, inputs[last], batch.label(image), to: &sums)
      } else {
        curvature = second(inputs[last]) { value($0, label: batch.label(image)) }
      }
      for index in (0..<last).reversed() {
        let (layer, input) = (layout.layers[index], inputs[index])
        for tensor in layer.parameters {
          for place in tensor.range {
            let slopes = slope(parameters[place]) { moved in
              var other = plain
              other.parameters[place] = moved
              return other.output(of: layer, input: input)
            }
            sums[place] += zip(slopes, curvature).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
          }
        }
        curvature = input.indices.map { i in
          let slopes = slope(input[i]) { moved in
            var point = input
            point[i] = moved
            return plain.output(of: layer, input: point)
          }
          return zip(slopes, curvature).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        }
      }
    }
    return sums.map { $0 / Double(images) }
  }

  /// The curvature along trained prototypes: the second derivative, but where it is that of a class
  /// that is not the right one, without what its distance bends the loss down.
  private func addPrototypes(
    of layer: LayerLayout, _ plain: PlainNetwork, _ input: [Double], _ label: Int,
    to sums: inout [Double]
  ) {
    for tensor in layer.parameters where tensor.trainable {
      for place in tensor.range {
        let outputs = plain.output(of: layer, input: input)
        let unit = (place - tensor.offset) / input.count
        let along = second([plain.parameters[place]]) { point in
          var other = plain
          other.parameters[place] = point[0]
          return value(other.output(of: layer, input: input), label: label)
        }[0]
        let share = unit == label ? 0 : share(of: unit, outputs)
        sums[place] += along + 2 * share
      }
    }
  }

  /// The probability that the loss gives a class.
  private func share(of unit: Int, _ outputs: [Double]) -> Double {
    switch loss {
    case .crossEntropy: exp(outputs[unit]) / outputs.reduce(0) { $0 + exp($1) }
    case .discriminative(let j): exp(outputs[unit]) / outputs.reduce(exp(-j)) { $0 + exp($1) }
    default: 0
    }
  }

  /// The loss of one image's outputs.
  private func value(_ outputs: [Double], label: Int) -> Double {
    func squares(of unit: Int, other: Double) -> Double {
      zip(outputs, 0...).reduce(0) { sum, output in
        let difference = output.0 - (output.1 == unit ? 1 : other)
        return sum + difference * difference
      }
    }
    let isDistance = endsInDistances
    let distances = outputs.indices.map { isDistance ? -outputs[$0] : squares(of: $0, other: -1) }
    return switch loss {
    case .crossEntropy: log(outputs.reduce(0) { $0 + exp($1) }) - outputs[label]
    case .meanSquaredError: squares(of: label, other: 0) / Double(outputs.count)
    case .maximumLikelihood: distances[label]
    case .discriminative(let j): distances[label] + log(distances.reduce(exp(-j)) { $0 + exp(-$1) })
    }
  }

  private var endsInDistances: Bool {
    if case .radialBasis = architecture.layers.last?.layer { true } else { false }
  }

  /// Central differences of fourth order.
  private func slope(_ x: Double, _ f: (Double) -> [Double]) -> [Double] {
    let h = 3e-4
    let (a, b, c, d) = (f(x - 2 * h), f(x - h), f(x + h), f(x + 2 * h))
    return a.indices.map { (a[$0] - 8 * b[$0] + 8 * c[$0] - d[$0]) / (12 * h) }
  }

  /// Second derivatives along each coordinate, of fourth order.
  private func second(_ point: [Double], _ f: ([Double]) -> Double) -> [Double] {
    let h = 2e-3
    return point.indices.map { i in
      func at(_ distance: Double) -> Double {
        var moved = point
        moved[i] += distance
        return f(moved)
      }
      return (-at(-2 * h) + 16 * at(-h) - 30 * at(0) + 16 * at(h) - at(2 * h)) / (12 * h * h)
    }
  }
}
