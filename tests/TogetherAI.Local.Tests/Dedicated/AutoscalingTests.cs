using TogetherAI.Local.Tests.Lanes;

namespace TogetherAI.Local.Tests.Dedicated;

public class AutoscalingTests
{
    [Fact]
    public async Task Load_brings_replicas_after_the_window_and_quiet_takes_them_away()
    {
        await using Rented rented = await StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(1, 3);
        LocalDeployment local = rented.Cloud[deployment.Id];
        using CancellationTokenSource leaving = new();
        Task[] load = await LoadAsync(rented, local, 20, leaving.Token);

        rented.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, local.DesiredReplicas);
        rented.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((3, DeploymentState.Scaling), (local.DesiredReplicas, local.State));
        rented.Pass(2);
        Assert.Equal((3, DeploymentState.Ready), (local.ReadyReplicas, local.State));

        await leaving.CancelAsync();
        await Task.WhenAll(load.Select(static one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
        await LaneCloud.UntilAsync(() => local.Running + local.Queued == 0);
        rented.Pass(4.9);
        Assert.Equal(3, local.DesiredReplicas);
        rented.Pass(0.1);
        Assert.Equal(1, local.DesiredReplicas);
        rented.Pass(0.5);
        Assert.Equal((1, DeploymentState.Ready), (local.ReadyReplicas, local.State));
        Assert.Equal([(0, 1), (1, 3), (3, 1)], await ScaledAsync(rented, deployment));
    }

    [Fact]
    public async Task A_short_burst_brings_none()
    {
        await using Rented rented = await StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(1, 3);
        LocalDeployment local = rented.Cloud[deployment.Id];
        using CancellationTokenSource leaving = new();
        Task[] load = await LoadAsync(rented, local, 20, leaving.Token);
        rented.Time.Advance(TimeSpan.FromSeconds(20));
        await leaving.CancelAsync();
        await Task.WhenAll(load.Select(static one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
        await LaneCloud.UntilAsync(() => local.Running + local.Queued == 0);
        rented.Pass(60);
        Assert.Equal([(0, 1)], await ScaledAsync(rented, deployment));
    }

    [Fact]
    public async Task Windows_and_targets_are_the_requests_own()
    {
        await using Rented rented = await StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(1, 4);
        deployment = await rented.Dedicated.Deployments.UpdateAsync(deployment.EndpointId, deployment.Id, new DedicatedDeploymentUpdate
        {
            Autoscaling = new DeploymentAutoscaling
            {
                ScaleUpWindow = TimeSpan.FromSeconds(5),
                ScalingMetrics = [new ScalingMetric { Name = ScalingMetricName.InflightRequests, Type = MetricTargetType.AverageValue, Target = 2 }],
            },
        });
        Assert.Equal((1, 4), (deployment.Autoscaling.MinReplicas, deployment.Autoscaling.MaxReplicas));
        LocalDeployment local = rented.Cloud[deployment.Id];
        using CancellationTokenSource leaving = new();
        Task[] load = await LoadAsync(rented, local, 6, leaving.Token);
        rented.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(3, local.DesiredReplicas);
        await leaving.CancelAsync();
        await Task.WhenAll(load.Select(static one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
    }

    [Fact]
    public async Task A_utilization_counts_the_busy_slots()
    {
        await using Rented rented = await StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(1, 4);
        await rented.Dedicated.Deployments.UpdateAsync(deployment.EndpointId, deployment.Id, new DedicatedDeploymentUpdate
        {
            Autoscaling = new DeploymentAutoscaling
            {
                ScalingMetrics = [new ScalingMetric { Name = ScalingMetricName.GpuUtilization, Type = MetricTargetType.Utilization, Target = 50 }],
            },
        });
        LocalDeployment local = rented.Cloud[deployment.Id];
        using CancellationTokenSource leaving = new();
        // Half of a replica's eight slots is four; nine need three replicas.
        Task[] load = await LoadAsync(rented, local, 9, leaving.Token);
        rented.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(3, local.DesiredReplicas);
        await leaving.CancelAsync();
        await Task.WhenAll(load.Select(static one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
    }

    [Fact]
    public async Task A_fixed_number_stays()
    {
        await using Rented rented = await StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(2);
        LocalDeployment local = rented.Cloud[deployment.Id];
        using CancellationTokenSource leaving = new();
        Task[] load = await LoadAsync(rented, local, 40, leaving.Token);
        rented.Pass(10);
        Assert.Equal(2, local.DesiredReplicas);
        await leaving.CancelAsync();
        await Task.WhenAll(load.Select(static one => Assert.ThrowsAnyAsync<OperationCanceledException>(() => one)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_window_to_zero_stops_only_where_the_cloud_is_told_to_honor_it(bool honored)
    {
        await using Rented rented = await Rented.StartAsync(configure: o => o.Dedicated.HonorsScaleToZeroWindow = honored);
        DedicatedDeployment deployment = await rented.ServeAsync();
        deployment = await rented.Dedicated.Deployments.UpdateAsync(deployment.EndpointId, deployment.Id, new DedicatedDeploymentUpdate
        {
            Autoscaling = new DeploymentAutoscaling { ScaleToZeroWindow = TimeSpan.FromMinutes(30) },
        });
        Assert.Equal(TimeSpan.FromMinutes(30), deployment.Autoscaling.ScaleToZeroWindow);
        rented.Pass(20);
        await rented.AskAsync();
        rented.Pass(29);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
        rented.Pass(2);
        Assert.Equal(honored ? DeploymentState.Stopped : DeploymentState.Ready, await rented.StateAsync(deployment));
    }

    // Answers that take longer than any of these tests.
    private static Task<Rented> StartAsync() => Rented.StartAsync(configure: static o =>
    {
        o.Dedicated.SupportedModels.Clear();
        o.Dedicated.SupportedModels.Add(
            "tai-tiny", static model => model.AddProfile(Rented.H100, static profile => profile.TimeToFirstToken = TimeSpan.FromHours(1)));
    });

    private static async Task<Task[]> LoadAsync(Rented rented, LocalDeployment local, int count, CancellationToken cancellationToken)
    {
        Task[] load = [.. Enumerable.Range(0, count).Select(_ => rented.AskAsync(cancellationToken: cancellationToken))];
        await LaneCloud.UntilAsync(() => local.Running + local.Queued == count);
        return load;
    }

    private static async Task<List<(int?, int?)>> ScaledAsync(Rented rented, DedicatedDeployment deployment)
    {
        List<(int?, int?)> scaled = [];
        DedicatedEventListOptions options = new() { Types = [DedicatedEventType.DeploymentScaled] };
        await foreach (DedicatedEvent happened in rented.Dedicated.Endpoints.ListEventsAsync(deployment.EndpointId, options))
            scaled.Insert(0, (happened.OldReplicas, happened.NewReplicas));
        return scaled;
    }
}
