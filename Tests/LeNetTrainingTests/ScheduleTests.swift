import LeNet
import Testing

@Suite("Schedules")
struct ScheduleTests {
  /// One of PyTorch's schedules: the rates before each of the steps 0, 1, ...
  struct Case: Sendable, CustomTestStringConvertible {
    let schedule: Schedule
    let base: Double
    let stepsPerEpoch: Int
    let rates: [Double]
    var testDescription: String { "\(schedule)" }
  }

  // Made by PyTorch 2.15:
  //   L = torch.optim.lr_scheduler
  //   def rates(make, n, base):
  //       p = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
  //       o = torch.optim.SGD([p], lr=base); s = make(o); out = []
  //       for _ in range(n):
  //           out.append(float(o.param_groups[0]["lr"])); o.step()
  //           s.step() if len(out) < n else None
  //       return out
  //   rates(lambda o: L.OneCycleLR(o, 0.004, total_steps=20, pct_start=0.2,
  //                                cycle_momentum=False), 20, 0.004)
  //   rates(lambda o: L.OneCycleLR(o, 0.1, total_steps=7, pct_start=0.3, div_factor=10,
  //                                final_div_factor=100, cycle_momentum=False), 7, 0.1)
  //   rates(lambda o: L.CosineAnnealingLR(o, 10, eta_min=0.01), 10, 0.5)
  //   rates(lambda o: L.StepLR(o, 2, 0.5), 7, 0.8)
  static let cases = [
    Case(
      schedule: .oneCycle(warmupFraction: 0.2), base: 0.004, stepsPerEpoch: 5,
      rates: [
        0.00015999999999999999, 0.00112, 0.0030399999999999997, 0.004, 0.003961570714524218,
        0.003847759673986313, 0.003662940572848192, 0.003414215905518845, 0.00311114402147734,
        0.0027653718032627206, 0.0023901870833096805, 0.0020000079999999997,
        0.0016098289166903198, 0.0012346441967372795, 0.0008888719785226602,
        0.0005858000944811546, 0.0003370754271518077, 0.00015225632601368661,
        3.8445285475782365e-05, 1.6e-08,
      ]),
    Case(
      schedule: .oneCycle(warmupFraction: 0.3, divFactor: 10, finalDivFactor: 100), base: 0.1,
      stepsPerEpoch: 3,
      rates: [
        0.009999999999999995, 0.09817718381265238, 0.09191250083934745, 0.06730098446834433,
        0.03583784704777994, 0.010019389587695583, 0.0001,
      ]),
    Case(
      schedule: .cosine(final: 0.01), base: 0.5, stepsPerEpoch: 4,
      rates: [
        0.5, 0.48800884649231263, 0.4532091636218621, 0.39900738681165593, 0.33070916362186215,
        0.255, 0.17929083637813792, 0.11099261318834411, 0.05679083637813791,
        0.021991153507687385,
      ]),
    Case(
      schedule: .step(size: 2, gamma: 0.5), base: 0.8, stepsPerEpoch: 1,
      rates: [0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1]),
    Case(
      schedule: .step(size: 1, gamma: 0.5), base: 0.8, stepsPerEpoch: 3,
      rates: [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]),
    // The paper's own list: 0.0005 twice, 0.0002 three times, and so on.
    Case(
      schedule: .paper, base: 0.0005, stepsPerEpoch: 1,
      rates: [
        0.0005, 0.0005, 0.0002, 0.0002, 0.0002, 0.0001, 0.0001, 0.0001, 0.00005, 0.00005, 0.00005,
        0.00005, 0.00001, 0.00001,
      ]),
    Case(schedule: .constant, base: 0.9, stepsPerEpoch: 2, rates: [0.9, 0.9, 0.9]),
    // 0.01 (1 + t)^-1: exact by hand.
    Case(
      schedule: .inverseDecay(gamma: 1, power: 1), base: 0.01, stepsPerEpoch: 2,
      rates: [0.01, 0.005, 0.01 / 3, 0.0025]),
  ]

  @Test("Rates agree with PyTorch's and with closed forms", arguments: cases)
  func rates(of example: Case) {
    for (step, expected) in example.rates.enumerated() {
      let rate = example.schedule.rate(
        base: example.base, step: step, totalSteps: example.rates.count,
        stepsPerEpoch: example.stepsPerEpoch)
      #expect(abs(rate - expected) <= 1e-14 * example.base, "step \(step)")
    }
  }

  @Test("Caffe's inverse decay after 10,000 steps is 0.01 * 2^-0.75")
  func inverseDecay() {
    let schedule = Schedule.inverseDecay(gamma: 0.0001, power: 0.75)
    let rate = schedule.rate(base: 0.01, step: 10_000, totalSteps: 10_000, stepsPerEpoch: 938)
    #expect(abs(rate - 0.005946035575013605) < 1e-16)
  }

  @Test("One cycle stays between its ends for every length", arguments: 1...40)
  func oneCycleBounds(totalSteps: Int) {
    for rise in [0, 0.01, 0.2, 0.5, 1] {
      for step in 0..<totalSteps {
        let rate = Schedule.oneCycle(warmupFraction: rise).rate(
          base: 1, step: step, totalSteps: totalSteps, stepsPerEpoch: 3)
        #expect(rate.isFinite && rate >= 1 / 25e4 - 1e-12 && rate <= 1, "warm-up \(rise), \(step)")
      }
    }
  }

  @Test(
    "After the last step the rate stays, and before the first it is that of the first",
    arguments: [.oneCycle(), .oneCycle(warmupFraction: 1), .cosine(final: 0.001)] as [Schedule])
  func outside(schedule: Schedule) {
    func rate(_ step: Int) -> Double {
      schedule.rate(base: 0.1, step: step, totalSteps: 20, stepsPerEpoch: 5)
    }
    for step in [20, 21, 30, 40, 1000] { #expect(rate(step) == rate(20), "\(step)") }
    for step in [-1, -20, .min] { #expect(rate(step) == rate(0), "\(step)") }
  }

  @Test("A rate of zero steps is a number", arguments: Schedule.names)
  func noSteps(name: String) throws {
    let schedule = try #require(Schedule(name: name))
    #expect(schedule.rate(base: 0.1, step: 0, totalSteps: 0, stepsPerEpoch: 0).isFinite)
  }

  @Test("A div factor of 0 stops the program")
  func divFactors() async {
    await #expect(processExitsWith: .failure) {
      _ = Schedule.oneCycle(divFactor: 0)
        .rate(base: 0.1, step: 0, totalSteps: 20, stepsPerEpoch: 5)
    }
    await #expect(processExitsWith: .failure) {
      _ = Schedule.oneCycle(finalDivFactor: 0)
        .rate(base: 0.1, step: 0, totalSteps: 20, stepsPerEpoch: 5)
    }
  }

  @Test("Every name makes a schedule of that name", arguments: Schedule.names)
  func names(name: String) {
    #expect(Schedule(name: name)?.name == name)
  }

  @Test("An unknown name makes none")
  func unknownName() {
    #expect(Schedule(name: "linear") == nil)
  }

  @Test("Descriptions are words")
  func descriptions() {
    #expect("\(Schedule.step(size: 3, gamma: 0.5))" == "times 0.5 every 3 epochs")
    #expect(
      "\(Schedule.inverseDecay(gamma: 0.1, power: 2))" == "inverse decay, gamma 0.1, power 2.0")
  }
}
