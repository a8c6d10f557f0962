namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>Hardware that is not free is told apart from a failure, and what is free is offered or taken.</summary>
public class RentHardwareTests
{
    private static readonly List<string> s_none = [Catalog.Type("1xnvidia-h100-80gb", 600, "us=0"), Catalog.Type("1xnvidia-h200-141gb", 1200, "us=5")];
    private static readonly List<string> s_one = [Catalog.Type("1xnvidia-h100-80gb", 600, "us=1"), Catalog.Type("1xnvidia-h200-141gb", 1200, "us=5")];

    private static RentRequest H100 => Catalog.Rent with { Hardware = "H100" };

    [Fact]
    public async Task A_lack_that_is_known_before_is_told_before_anything_is_made()
    {
        ScriptedService service = new() { Types = s_none };
        HardwareUnavailableException thrown = await Rentals.FailsAsync<HardwareUnavailableException>(service, H100);
        Assert.Equal(("cr_h100", 0), (thrown.Wanted!.Profile.ProfileId, thrown.ReplicasThatFit));
        Assert.Equal(["cr_h200"], thrown.Comparable.Select(other => other.Profile.ProfileId));
        Assert.Contains("1xnvidia-h100-80gb has no room for 1 replica(s)", thrown.Message);
        Assert.Contains("There is room on 1xnvidia-h200-141gb (12.00 USD an hour).", thrown.Message);
        Assert.Null(thrown.Undone);
        Assert.Equal(2, service.Asked.Count);
    }

    [Fact]
    public async Task A_lack_that_shows_later_is_told_when_it_has_lasted()
    {
        ScriptedService service = new() { Life = ["PROVISIONING 0 0"] };
        service.After = (_, text) => service.Types = text == "POST endpoints" ? s_none : service.Types;
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        HardwareUnavailableException thrown = await Rentals.FailsAsync<HardwareUnavailableException>(service, H100, time);
        Assert.True(thrown.Undone!.IsComplete);
        Assert.EndsWith("What it made is torn down again.", thrown.Message);
        Assert.InRange(time.Elapsed, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task A_slow_start_is_no_lack()
    {
        // Its own replica took the last room, and shows as placed only minutes later.
        ScriptedService service = new() { Life = [.. Enumerable.Repeat("PROVISIONING 0 0", 30), "PROVISIONING 1 0", "READY 1 1"] };
        service.After = (_, text) => service.Types = text == "POST endpoints" ? s_none : service.Types;
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service, H100);
        Assert.Contains("WaitingForHardware", Rentals.Stages(reports));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task While_there_is_room_or_nobody_knows_it_is_waited_for()
    {
        foreach (string room in (string[])["us=1", "us?", "us>=0"])
        {
            ScriptedService service = new()
            {
                Types = [Catalog.Type("1xnvidia-h100-80gb", 600, room)],
                Life = [.. Enumerable.Repeat("PROVISIONING 0 0", 100), "READY 1 1"],
            };
            (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service);
            Assert.DoesNotContain("WaitingForHardware", Rentals.Stages(reports));
            await lease.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_waits_its_turn_where_that_was_asked_for()
    {
        ScriptedService service = new() { Types = s_none, Life = [.. Enumerable.Repeat("PROVISIONING 0 0", 200), "PROVISIONING 1 0", "READY 1 1"] };
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service, H100 with { OnHardwareUnavailable = HardwareFallback.Wait });
        Assert.Equal(
            ["Quoted", "WaitingForHardware", "CreatingEndpoint", "CreatingDeployment", "Starting", "WaitingForHardware", "Starting", "Ready", "SharingTraffic", "Serving"],
            Rentals.Stages(reports));
        Assert.Equal("cr_h100", lease.Quote.Chosen.Profile.ProfileId);
        await lease.DisposeAsync();
    }

    [Theory]
    [InlineData(7.0, true)]
    [InlineData(2.0, false)]
    public async Task Its_turn_that_never_comes_is_a_lack_and_no_failure(double deadlineHours, bool isGivenUp)
    {
        ScriptedService service = new() { Types = s_none, Life = [.. Enumerable.Repeat("PROVISIONING 0 0", 6 * 240), "FAILED 0 0 no capacity"] };
        HardwareUnavailableException thrown = await Rentals.FailsAsync<HardwareUnavailableException>(
            service, H100 with { OnHardwareUnavailable = HardwareFallback.Wait, Deadline = TimeSpan.FromHours(deadlineHours) });
        Assert.Contains(isGivenUp ? "The service gave up waiting for it. The service says: no capacity" : "It did not become free within Deadline, 02:00:00.", thrown.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comparable_hardware_is_taken_where_that_was_asked_for(bool isKnownBefore)
    {
        ScriptedService service = new() { Life = ["READY 1 1"] };
        service.Lives.Enqueue(isKnownBefore ? ["READY 1 1"] : ["PROVISIONING 0 0"]);
        if (isKnownBefore)
            service.Types = s_none;
        else
            service.After = (_, text) => service.Types = text == "POST endpoints" ? s_none : service.Types;
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service, H100 with { OnHardwareUnavailable = HardwareFallback.TakeComparable });
        Assert.Contains("FallingBack", Rentals.Stages(reports));
        Assert.Equal(("cr_h200", 12m), (lease.Quote.Chosen.Profile.ProfileId, lease.Quote.UsdPerHourAtLeast));
        ScriptedService.Deployment one = Assert.Single(Assert.Single(service.Endpoints).Deployments);
        Assert.Equal(isKnownBefore ? $"lease-{lease.Id}" : $"lease-{lease.Id}-2", one.Name);
        Assert.Equal(one.Id, lease.DeploymentId);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Comparable_hardware_above_the_ceiling_is_offered_and_not_taken()
    {
        ScriptedService service = new() { Types = s_none };
        HardwareUnavailableException thrown = await Rentals.FailsAsync<HardwareUnavailableException>(
            service, H100 with { OnHardwareUnavailable = HardwareFallback.TakeComparable, MaxUsdPerHour = 11.99m });
        Assert.Equal(["cr_h200"], thrown.Comparable.Select(other => other.Profile.ProfileId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fewer_replicas_are_taken_where_that_was_asked_for(bool isKnownBefore)
    {
        ScriptedService service = new() { Life = isKnownBefore ? ["READY 1 1"] : ["PROVISIONING 0 0", "PROVISIONING 1 0", "DEGRADED 1 1"] };
        if (isKnownBefore)
            service.Types = s_one;
        else
            service.After = (_, text) => service.Types = text == "POST endpoints" ? s_none : service.Types;
        (EndpointLease lease, _) = await Rentals.RentAsync(
            service, H100 with { Replicas = ReplicaRange.Exactly(3), OnHardwareUnavailable = HardwareFallback.FewerReplicas });
        ScriptedService.Deployment one = Assert.Single(service.Running);
        Assert.Equal((1, 3), (one.Min, one.Max));
        Assert.Equal((ReplicaRange.Between(1, 3), 6m), (lease.Quote.Replicas, lease.Quote.UsdPerHourAtLeast));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Without_room_for_one_replica_there_are_no_fewer()
    {
        ScriptedService service = new() { Types = s_none };
        await Rentals.FailsAsync<HardwareUnavailableException>(service, H100 with { OnHardwareUnavailable = HardwareFallback.FewerReplicas });
    }

    [Fact]
    public async Task A_creation_that_is_refused_for_want_of_hardware_is_a_lack_or_falls_back()
    {
        HttpResponseMessage? Refuse(ScriptedService service, string text)
        {
            if (text != "POST endpoints/ep_1/deployments" || ReferenceEquals(service.Types, s_none))
                return null;
            service.Types = s_none;
            return ScriptedService.Error(400, "insufficient capacity");
        }

        ScriptedService failing = new();
        failing.Before = (_, text) => Refuse(failing, text);
        HardwareUnavailableException thrown = await Rentals.FailsAsync<HardwareUnavailableException>(failing, H100);
        Assert.IsType<TogetherInvalidRequestException>(thrown.InnerException);

        ScriptedService falling = new();
        falling.Before = (_, text) => Refuse(falling, text);
        (EndpointLease lease, _) = await Rentals.RentAsync(falling, H100 with { OnHardwareUnavailable = HardwareFallback.TakeComparable });
        Assert.Equal("cr_h200", lease.Quote.Chosen.Profile.ProfileId);
        await lease.DisposeAsync();

        ScriptedService waiting = new();
        waiting.Before = (_, text) => Refuse(waiting, text);
        (EndpointLease later, _) = await Rentals.RentAsync(waiting, H100 with { OnHardwareUnavailable = HardwareFallback.Wait });
        Assert.Equal("cr_h100", later.Quote.Chosen.Profile.ProfileId);
        await later.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_with_room_is_what_it_is()
    {
        ScriptedService service = new();
        service.Before = (_, text) => text == "POST endpoints/ep_1/deployments" ? ScriptedService.Error(400, "config does not fit model") : null;
        RentFailedException thrown = await Rentals.FailsAsync<RentFailedException>(service);
        Assert.Contains("config does not fit model", thrown.Message);
    }
}
