namespace TogetherAI.Simulator.Tests;

public sealed class RecoveryTests
{
    [Fact]
    public void After_a_total_outage_the_rented_GPUs_serve_again_and_the_backlog_keeps_nobody_waiting()
    {
        const double end = 260; // of the outage
        Scenario outage = ScenarioCatalog.Find("outage") with { Seconds = 360 };
        RunResult run = SimulationThread.Run(() => Simulation.Run(outage, PolicyCatalog.Ours, seed: 1));
        // What waits here when it ends is what arrived within the longest wait, and the GPUs alone would need so long for it beside what arrives.
        double drain = new RouterOptions().MaxQueueWait.TotalSeconds * outage.Rate / (ServiceModel.Current.Workload.CapacityPerSecond - outage.Rate);
        long objective = (long)(ServiceModel.Current.Workload.ObjectiveSeconds * TimeSpan.TicksPerSecond);

        Assert.Equal(0, Windows.Goodput(run, 230, 245, objective)); // nothing answers, so nothing that arrives long before its end is in time
        Assert.InRange(Windows.Return(run, end), 0, 15);
        Assert.InRange(Windows.Goodput(run, end + (2 * drain), 360, objective), 99, 100);
        Assert.InRange(ExtraAttempts.Worst(run).OfAllowed, 0, 1);
    }

    [Fact]
    public void A_wall_clock_that_is_set_changes_nothing()
    {
        Scenario jump = ScenarioCatalog.Find("clock-jump") with { Seconds = 260 };
        string[] digests = SimulationThread.RunAll<string>(
            [() => Simulation.Run(jump, PolicyCatalog.Ours, 2).Digest(), () => Simulation.Run(jump with { Happenings = [] }, PolicyCatalog.Ours, 2).Digest()], threads: 2);
        Assert.Equal(digests[1], digests[0]);
    }
}
