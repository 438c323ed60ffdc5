package import LeNetEngine
package import LeNetImages
package import LeNetModel

/// A network that slides over a row of digits and gives an answer for every second column.
///
/// Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition" (1998), section VII: replicated
/// convolutions compute all windows at once, because neighbouring windows share almost all of their feature maps.
package final class SpaceDisplacementNetwork: Sendable {
  /// The network on one window of 32 x 32.
  ///
  /// Every layer is a convolution or a pooling, so a wider input gives one more answer for each two columns. The second
  /// pooling keeps every column, so that narrow digits get answers of their own.
  package static let architecture = Architecture(
    name: "lenet-sliding",
    input: Shape(1, InkRow.Strip.rows, InkRow.Strip.rows),
    layers: [
      "C1": .convolution(maps: 16, kernel: 5, activation: .relu),
      "S2": .maxPooling(window: 2),
      "C3": .convolution(maps: 48, kernel: 5, activation: .relu),
      "S4": .maxPooling(window: 2, stride: 1),
      "C5": .convolution(maps: 128, kernel: 9, activation: .relu),
      "dropout": .dropout(rate: 0.2),
      "output": .convolution(maps: 11, kernel: 1),
      "flatten": .flatten,
    ])
  /// Columns from one window to the next.
  package static let step = 2
  /// The widths of the network's input that are computed at once; a longer row is cut into pieces that overlap.
  private static let widths = [64, 96, 144, 208]

  private let model: ModelFile
  private let engines: [(columns: Int, pool: EnginePool)]

  /// Traps if the model is another network; throws if the device cannot run it.
  package init(model: ModelFile, device: any ComputeDevice = CPU()) throws(ReaderError) {
    precondition(model.architecture == Self.architecture, "the model does not slide")
    self.model = model
    var engines: [(columns: Int, pool: EnginePool)] = []
    for columns in Self.widths {
      do {
        engines.append(
          (
            columns,
            try EnginePool { () throws(FittingError) in
              try Self.engine(of: model, columns: columns, on: device)
            }
          ))
      } catch {
        throw .network(error)
      }
    }
    self.engines = engines
  }

  /// The same parameters for a wider input.
  private static func engine(
    of model: ModelFile, columns: Int, on device: any ComputeDevice
  ) throws(FittingError) -> any Engine<Float> {
    let shape = Shape(1, InkRow.Strip.rows, columns)
    do {
      let engine = try device.makeEngine(
        EngineConfiguration(
          layout: try model.architecture.accepting(input: shape).layout(),
          preparation: Preparation(
            for: shape, mean: model.preparation.mean,
            standardDeviation: model.preparation.standardDeviation),
          imageShape: shape, threads: 1))
      engine.parameters = model.parameters.values
      return engine
    } catch let error as ArchitectureError {
      throw .architecture(error)
    } catch let error as EngineError {
      throw .engine(error)
    } catch {
      preconditionFailure("an engine throws no \(type(of: error))")
    }
  }

  /// The answers for every window of a strip.
  package func scores(of strip: InkRow.Strip) -> FrameScores {
    let window = InkRow.Strip.rows
    let frames = max(1, (strip.columns - window) / Self.step + 1)
    let classes = model.classes.count
    var outputs = [Float](repeating: 0, count: classes * frames)
    var done = 0
    while done < frames {
      let left = (frames - done - 1) * Self.step + window
      let (columns, pool) = engines.first { $0.columns >= left } ?? engines[engines.count - 1]
      let count = (columns - window) / Self.step + 1
      let pixels = Self.piece(of: strip, from: done * Self.step, columns: columns)
      let answers = pool.withEngine {
        $0.answer(
          to: UnlabelledImages(pixels: pixels, shape: Shape(1, InkRow.Strip.rows, columns)))
      }.logits
      let taken = min(count, frames - done)
      for c in 0..<classes {
        for frame in 0..<taken {
          outputs[c * frames + done + frame] = answers[c * count + frame]
        }
      }
      done += taken
    }
    return FrameScores(outputs: outputs, classes: classes)
  }

  private static func piece(
    of strip: InkRow.Strip, from start: Int, columns: Int
  ) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: InkRow.Strip.rows * columns)
    let end = min(start + columns, strip.columns)
    for row in 0..<InkRow.Strip.rows {
      for column in start..<max(start, end) {
        pixels[row * columns + column - start] = strip.pixels[row * strip.columns + column]
      }
    }
    return pixels
  }
}
