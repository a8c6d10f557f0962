namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>Every way through the states, by a clock that moves only when told.</summary>
public class StateTests
{
    [Fact]
    public async Task Provisioning_then_one_ready_after_the_other_hardware_has_come()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync(), 2);
        Assert.Equal("0 of 2 replicas are ready.", deployment.Status.Message);
        rented.Pass(2.9);
        deployment = await rented.GetAsync(deployment);
        Assert.Equal((DeploymentState.Provisioning, 0, 2), (deployment.Status.State, deployment.Status.ReadyReplicas, deployment.Status.ScheduledReplicas));
        rented.Pass(0.1);
        deployment = await rented.GetAsync(deployment);
        Assert.Equal((DeploymentState.Ready, 2, "All 2 replicas are ready."), (deployment.Status.State, deployment.Status.ReadyReplicas, deployment.Status.Message));
    }

    [Fact]
    public async Task More_and_fewer_replicas_are_a_scaling_each()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        Assert.Equal(DeploymentState.Scaling, (await rented.ScaleAsync(deployment, 3, 3)).Status.State);
        rented.Pass(2);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
        deployment = await rented.ScaleAsync(deployment, 1, 1);
        Assert.Equal((DeploymentState.Scaling, 1, 1), (deployment.Status.State, deployment.Status.ReadyReplicas, deployment.DesiredReplicas));
        rented.Pass(0.5);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
    }

    [Fact]
    public async Task Without_hardware_it_waits_and_comes_up_when_there_is_some()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Stock.Set(Rented.H100, 0);
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync());
        rented.Pass(60);
        deployment = await rented.GetAsync(deployment);
        Assert.Equal((DeploymentState.Provisioning, 0), (deployment.Status.State, deployment.Status.ScheduledReplicas));
        Assert.Equal("0 of 1 replicas are ready. 1 wait for hardware: no 1xnvidia-h100-80gb is free in us-east-1, us-west-2.", deployment.Status.Message);
        rented.Cloud.Stock.Set(Rented.H100, 1, "us-west-2");
        Assert.Equal(1, (await rented.GetAsync(deployment)).Status.ScheduledReplicas);
        rented.Pass(3);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
        Assert.Equal("us-west-2", Assert.Single(rented.Cloud.Ledger.Entries).Region);
        Assert.Equal((0, 0), (rented.Cloud.Stock.Free(Rented.H100), rented.Cloud.Stock.Free(Rented.H100, "us-west-2")));
    }

    [Fact]
    public async Task What_one_gives_back_the_next_in_line_gets()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Stock.Set(Rented.H100, 0, "us-east-1");
        rented.Cloud.Stock.Set(Rented.H100, 1, "us-west-2");
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment first = await rented.DeployAsync(endpoint, name: "first");
        DedicatedDeployment second = await rented.DeployAsync(endpoint, name: "second");
        rented.Pass(10);
        Assert.Equal((DeploymentState.Ready, DeploymentState.Provisioning), (await rented.StateAsync(first), await rented.StateAsync(second)));
        await rented.ScaleAsync(first, 0, 0);
        rented.Pass(0.5 + 3);
        Assert.Equal((DeploymentState.Stopped, DeploymentState.Ready), (await rented.StateAsync(first), await rented.StateAsync(second)));
    }

    [Fact]
    public async Task Without_a_ready_replica_for_six_hours_it_has_failed()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Stock.Set(Rented.H100, 0);
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment waiting = await rented.DeployAsync(endpoint, name: "waiting");
        rented.Cloud.Faults.OnDeployment("stuck").GetStuck();
        DedicatedDeployment stuck = await rented.DeployAsync(endpoint, name: "stuck", gpu: "H200");
        rented.Pass((6 * 60) - 1);
        Assert.Equal((DeploymentState.Provisioning, DeploymentState.Provisioning), (await rented.StateAsync(waiting), await rented.StateAsync(stuck)));
        Assert.Equal("0 of 1 replicas are ready. 1 crashed.", (await rented.GetAsync(stuck)).Status.Message);
        rented.Pass(1);
        waiting = await rented.GetAsync(waiting);
        Assert.Equal((DeploymentState.Failed, "No replica was ready for 6 hours."), (waiting.Status.State, waiting.Status.Message));
        Assert.Equal(DeploymentState.Failed, await rented.StateAsync(stuck));
        Assert.Empty(rented.Cloud.Ledger.Entries);
        Assert.Equal(64, rented.Cloud.Stock.Free(Rented.H200));
    }

    [Fact]
    public async Task What_has_failed_can_be_tried_again()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Faults.OnDeployment("d").Times(1).Fail(TimeSpan.FromMinutes(2), "No such image.");
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync());
        rented.Pass(2);
        deployment = await rented.GetAsync(deployment);
        Assert.Equal((DeploymentState.Failed, "No such image.", 0), (deployment.Status.State, deployment.Status.Message, deployment.Status.ScheduledReplicas));
        Assert.Equal(DeploymentState.Provisioning, (await rented.ScaleAsync(deployment, 1, 1)).Status.State);
        rented.Pass(3);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
    }

    [Fact]
    public async Task A_failure_ends_what_runs_and_its_bill()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        rented.Pass(10);
        rented.Cloud[deployment.Id].Fail("The node burned.");
        Assert.Equal(DeploymentState.Failed, await rented.StateAsync(deployment));
        Assert.Equal(0, rented.Cloud.Ledger.RunningReplicas);
        rented.Pass(60);
        Assert.Equal(11, rented.Cloud.Ledger.TotalMinutes);
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => rented.AskAsync());
    }

    [Fact]
    public async Task A_crash_degrades_until_the_replica_is_back()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(2);
        LocalDeployment local = rented.Cloud[deployment.Id];
        local.Crash();
        Assert.Equal((DeploymentState.Degraded, 1, "1 of 2 replicas are ready. 1 crashed."), (local.State, local.ReadyReplicas, local.Message));
        rented.Pass(2);
        Assert.Equal(DeploymentState.Ready, local.State);
        local.Crash(2);
        Assert.Equal((DeploymentState.Degraded, 0), (local.State, local.ReadyReplicas));
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => rented.AskAsync());
        rented.Pass(2);
        Assert.Equal("one two three", (await rented.AskAsync()).Text);
    }

    [Fact]
    public async Task Flapping_goes_on_for_as_long_as_somebody_looks_and_is_billed_only_while_up()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Faults.OnDeployment().Flap(up: TimeSpan.FromMinutes(4), down: TimeSpan.FromMinutes(1));
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync());
        rented.Pass(3);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
            rented.Pass(4.5);
            Assert.Equal(DeploymentState.Degraded, await rented.StateAsync(deployment));
            rented.Pass(0.5);
        }

        rented.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(rented.Minutes - 3));
        // Of every five minutes of a day, four.
        Assert.Equal(24 * 60 * 4 / 5, rented.Cloud.Ledger.TotalMinutes);
    }

    [Fact]
    public async Task A_part_of_the_replicas_is_degraded_for_good()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Faults.OnDeployment().ComeUpPartly(2);
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync(), 3);
        rented.Pass(3);
        deployment = await rented.GetAsync(deployment);
        Assert.Equal((DeploymentState.Degraded, 2, 3), (deployment.Status.State, deployment.Status.ReadyReplicas, deployment.Status.ScheduledReplicas));
        rented.Pass(7 * 60);
        Assert.Equal(DeploymentState.Degraded, await rented.StateAsync(deployment));
        Assert.Equal(2, rented.Cloud.Ledger.RunningReplicas);
        await rented.ScaleAsync(deployment, 2, 2);
        rented.Pass(1);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
    }

    [Fact]
    public async Task Too_little_hardware_for_all_is_degraded()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Stock.Set(Rented.H100, 1);
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync(), 3);
        rented.Pass(3);
        deployment = await rented.GetAsync(deployment);
        Assert.Equal((DeploymentState.Degraded, 2, 2), (deployment.Status.State, deployment.Status.ReadyReplicas, deployment.Status.ScheduledReplicas));
    }

    [Fact]
    public async Task A_slow_stop_is_billed()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Faults.OnDeployment().StopSlowly(TimeSpan.FromMinutes(45));
        DedicatedDeployment deployment = await rented.ServeAsync();
        await rented.ScaleAsync(deployment, 0, 0);
        rented.Pass(44);
        Assert.Equal(DeploymentState.Stopping, await rented.StateAsync(deployment));
        rented.Pass(1);
        Assert.Equal(DeploymentState.Stopped, await rented.StateAsync(deployment));
        rented.Pass(60);
        Assert.Equal(46, rented.Cloud.Ledger.TotalMinutes);
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("provisioning")]
    [InlineData("scaling")]
    [InlineData("ready")]
    [InlineData("degraded")]
    [InlineData("failed")]
    [InlineData("stopping")]
    [InlineData("stopped")]
    public async Task Every_state_leads_to_stopped_and_to_deletion(string state)
    {
        await using Rented rented = await Rented.StartAsync();
        if (state == "waiting")
            rented.Cloud.Stock.Set(Rented.H100, 0);
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync());
        LocalDeployment local = rented.Cloud[deployment.Id];
        if (state is not ("waiting" or "provisioning"))
            rented.Pass(3);
        if (state == "scaling")
            await rented.ScaleAsync(deployment, 2, 2);
        else if (state == "degraded")
            local.Crash();
        else if (state == "failed")
            local.Fail();
        else if (state is "stopping" or "stopped")
            await rented.ScaleAsync(deployment, 0, 0);
        if (state == "stopped")
            rented.Pass(1);
        string expected = state == "waiting" ? "PROVISIONING" : state.ToUpperInvariant();
        Assert.Equal($"DEPLOYMENT_STATE_{expected}", local.State.Value);

        if (state is not ("failed" or "stopped"))
        {
            TogetherException early = await Assert.ThrowsAnyAsync<TogetherException>(
                () => rented.Dedicated.Deployments.DeleteAsync(deployment.EndpointId, deployment.Id));
            Assert.Equal((400, "failed_precondition"), ((int)early.StatusCode!, early.Code));
        }

        await rented.ScaleAsync(deployment, 0, 0);
        rented.Pass(1);
        Assert.Equal((DeploymentState.Stopped, 0), (local.State, local.ScheduledReplicas));
        await rented.Dedicated.Deployments.DeleteAsync(deployment.EndpointId, deployment.Id);
        await rented.Dedicated.Endpoints.DeleteAsync(deployment.EndpointId);
        Assert.Equal(0, rented.Cloud.Ledger.RunningReplicas);
        Assert.Equal(state == "waiting" ? 0 : 64, rented.Cloud.Stock.Free(Rented.H100));
        rented.Pass(7 * 60);
        Assert.Empty(rented.Cloud.Deployments);
    }

    [Fact]
    public async Task What_has_stopped_starts_again_and_changing_ones_mind_in_between_is_no_trouble()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        await rented.ScaleAsync(deployment, 0, 0);
        Assert.Equal(DeploymentState.Provisioning, (await rented.ScaleAsync(deployment, 1, 1)).Status.State);
        rented.Pass(3);
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(deployment));
        Assert.Equal("one two three", (await rented.AskAsync()).Text);
        await rented.ScaleAsync(deployment, 0, 0);
        rented.Pass(120);
        await rented.ScaleAsync(deployment, 2, 2);
        rented.Pass(3);
        Assert.Equal(2, rented.Cloud[deployment.Id].ReadyReplicas);
    }

    [Fact]
    public async Task A_waiting_client_on_a_clock_that_advances_itself_sees_the_end_of_every_story()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Faults.OnDeployment("stuck").GetStuck();
        rented.Cloud.Faults.OnDeployment("flap").Flap(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10));
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment stuck = await rented.DeployAsync(endpoint, name: "stuck");
        DedicatedDeployment flap = await rented.DeployAsync(endpoint, name: "flap");
        rented.Time.AutoAdvance = true;
        stuck = await rented.Dedicated.Deployments.WaitAsync(endpoint.Id, stuck.Id).WaitAsync(Hosts.Patience);
        Assert.Equal(DeploymentState.Failed, stuck.Status.State);
        Assert.InRange(rented.Minutes, 360, 361);
        Assert.Equal("flap", rented.Cloud[flap.Id].Name.Split('/')[^1]);
        await rented.Dedicated.Deployments.StopAsync(endpoint.Id, flap.Id);
        flap = await rented.Dedicated.Deployments.WaitUntilStoppedAsync(endpoint.Id, flap.Id).WaitAsync(Hosts.Patience);
        Assert.Equal(DeploymentState.Stopped, flap.Status.State);
        // Nobody waits any more, so the clock rests.
        DateTimeOffset then = rented.Time.GetUtcNow();
        Assert.Equal(then, rented.Time.GetUtcNow());
    }
}
