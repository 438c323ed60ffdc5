package import LeNetData
package import LeNetEngine
package import LeNetModel
import LeNetTraining

/// Measures the speed of this machine and of networks on it, with images in memory.
package struct Benchmark {
  /// The number of threads.
  package var threads: Int
  /// The device that computes.
  package var device: any ComputeDevice
  /// The number of measurements per figure; the median counts.
  package var windows: Int
  /// The length of each measurement.
  package var length: Length

  /// A time, or a number of steps, which gives the same work in every run, for counting instructions.
  package enum Length: Sendable {
    case seconds(Double)
    case steps(Int)
  }

  private let data: Dataset
  private let clock = SuspendingClock()

  /// A benchmark on a data set with at least one batch of images, and at least 16.
  package init(
    data: Dataset, threads: Int, device: any ComputeDevice, windows: Int, length: Length
  ) {
    self.threads = threads
    self.device = device
    self.windows = windows
    self.length = length
    self.data = data
  }

  /// The processor's fused multiply-adds per second in registers alone.
  package func peak(threads: Int) -> Figure {
    // A number of steps means nothing here, so one call is enough.
    var length = length
    if case .steps = length { length = .steps(1) }
    let rate = rates(length, device.peakWork(threads: threads))
    return figure(.peak, threads: threads, multiplyAdds: 1, rate: rate)
  }

  /// Training steps: optional affine and elastic distortion, packing, forward, cross-entropy,
  /// backward, AdamW.
  package func training(
    _ layout: NetworkLayout, batchSize: Int, distorts: Bool = false
  ) throws -> Figure {
    let engine = try engine(layout, batchSize: batchSize, threads: threads, momentCount: 2)
    var images: DatasetBatch?
    var step = 0
    let rate = rates(length) {
      let first = step * batchSize % (data.count - batchSize + 1)
      let epoch = UInt32(step * batchSize / data.count)
      if images?.epoch != epoch {
        images = DatasetBatch(
          data, distortion: distorts ? .digits : nil, elastic: distorts ? .digits : nil, seed: 1,
          epoch: epoch)
      }
      guard let batch = images?.moved(to: first..<first + batchSize) else { return 0 }
      step += 1
      let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: 1))
      engine.update(
        .adam(
          learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01,
          decoupled: true, step: step))
      return result.count
    }
    return figure(
      .training, layout, batchSize: batchSize, threads: threads,
      multiplyAdds: WorkCount(layout).training, rate: rate)
  }

  /// Inference: packing, forward, softmax; `batchSize` images at a time.
  package func inference(_ layout: NetworkLayout, batchSize: Int) throws -> Figure {
    let engine = try engine(layout, batchSize: 1, threads: threads, momentCount: 0)
    let images = DatasetBatch(data)
    var next = 0
    let rate = rates(length) {
      let first = next % (data.count - batchSize + 1)
      next += batchSize
      return engine.evaluate(images.moved(to: first..<first + batchSize)).count
    }
    return figure(
      .inference, layout, batchSize: batchSize, threads: threads,
      multiplyAdds: WorkCount(layout).forward, rate: rate)
  }

  /// The latency of inference for one image, on one thread.
  package func latency(_ layout: NetworkLayout) throws -> Figure {
    let engine = try engine(layout, batchSize: 1, threads: 1, momentCount: 0)
    let images = DatasetBatch(data)
    var times: [Double] = []
    let begin = clock.now
    repeat {
      let position = times.count % data.count
      let batch = images.moved(to: position..<position + 1)
      let start = clock.now
      let answer = engine.answer(to: batch)
      times.append(Double(start.duration(to: clock.now).components.attoseconds) * 1e-18)
      Figure.keep(answer.scores[0])
    } while !isOver(length, windows: windows, steps: times.count, since: begin)
    return figure(
      .latency, layout, batchSize: 1, threads: 1, multiplyAdds: WorkCount(layout).forward,
      rate: Rate(times.map { 1 / $0 }))
  }

  /// The time of every layer in a forward and backward pass, on one thread, for one block of images.
  package func layers(_ layout: NetworkLayout) throws -> [Figure] {
    let engine = try engine(layout, batchSize: 16, threads: 1, momentCount: 0)
    let images = engine.blockSize
    let batch = DatasetBatch(data, range: 0..<images)
    let work = WorkCount(layout)
    var rounds = 200
    if case .steps(let count) = length { rounds = count }
    return engine.layerTimes(of: batch, rounds: rounds * windows).flatMap { time in
      [(false, time.forward), (true, time.backward)].compactMap { isBackward, nanoseconds in
        guard nanoseconds > 0 else { return nil }
        var figure = figure(
          .layers, layout, batchSize: images, threads: 1,
          multiplyAdds: work.layers[time.name].map { isBackward ? $0.backward : $0.forward } ?? 0,
          rate: Rate([Double(images) * 1e9 / nanoseconds]))
        figure.layer = time.name
        figure.isBackward = isBackward
        return figure
      }
    }
  }

  private func engine(
    _ layout: NetworkLayout, batchSize: Int, threads: Int, momentCount: Int
  ) throws -> any Engine<Float> {
    let input = layout.input
    let fits = input.rows >= data.shape.rows && input.columns >= data.shape.columns
    let engine = try device.makeEngine(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: input.rows, columns: input.columns, resizeMode: fits ? .pad : .resize,
          mean: Array(repeating: 0.1307, count: input.maps),
          standardDeviation: Array(repeating: 0.3081, count: input.maps)),
        imageShape: data.shape, loss: .crossEntropy, batchSize: batchSize, threads: threads,
        momentCount: momentCount))
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 1).values
    return engine
  }

  /// Repeats work, which returns its amount, for each window; warms up before measuring a time.
  private func rates(_ length: Length, _ work: () -> Int) -> Rate {
    func window(_ length: Length) -> Double {
      let start = clock.now
      var count = 0
      var steps = 0
      repeat {
        count += work()
        steps += 1
      } while !isOver(length, windows: 1, steps: steps, since: start)
      return Double(count) / seconds(since: start)
    }
    if case .seconds(let seconds) = length { _ = window(.seconds(seconds / 4)) }
    return Rate((0..<windows).map { _ in window(length) })
  }

  private func isOver(
    _ length: Length, windows: Int, steps: Int, since start: SuspendingClock.Instant
  ) -> Bool {
    switch length {
    case .seconds(let most): seconds(since: start) >= most * Double(windows)
    case .steps(let most): steps >= most * windows
    }
  }

  private func seconds(since start: SuspendingClock.Instant) -> Double {
    let duration = start.duration(to: clock.now).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }

  private func figure(
    _ measure: Figure.Measure, _ layout: NetworkLayout? = nil, batchSize: Int? = nil,
    threads: Int, multiplyAdds: Int, rate: Rate
  ) -> Figure {
    Figure(
      measure: measure, architecture: layout?.architecture.name, batchSize: batchSize,
      threads: threads, computedBy: device.identity, multiplyAdds: multiplyAdds, rate: rate)
  }
}
