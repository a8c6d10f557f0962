namespace TogetherAI.Local.Tests.Dedicated.Rental;

/// <summary>Renting from a cloud with a clock, a stock and a bill of its own: its ledger says what was left.</summary>
public class RentTests
{
    [Theory]
    [InlineData(HostKind.InProcess)]
    [InlineData(HostKind.Kestrel)]
    public async Task From_a_request_to_an_answer_to_a_bill(HostKind host)
    {
        await using Rented rented = await VirtualRentals.StartAsync(host);
        RentRequest request = VirtualRentals.Request with { Name = "chat", Replicas = ReplicaRange.Between(1, 2), MaxUsd = 50m };
        Quote quote = await rented.Dedicated.QuoteAsync(request);
        Assert.Equal((3.99m, 7.98m, Rented.H100), (quote.UsdPerHourAtLeast, quote.UsdPerHourAtMost, quote.Chosen.InstanceType!.Id));
        Assert.Equal((20, false), (quote.Chosen.Headroom, quote.Chosen.IsHeadroomExact)); // the service counts to 10 in each of two regions
        Assert.Empty(rented.Cloud.Ledger.Entries);

        List<RentStage> stages = [];
        EndpointLease lease = await rented.RentAsync(request, new VirtualRentals.Hook(report => stages.Add(report.Stage)));
        Assert.Equal("local/chat", lease.ModelName);
        ChatRequest question = new() { Model = "whatever", Messages = [ChatMessage.User("?")], MaxTokens = 8 };
        Assert.Equal("one two three", (await lease.Chat.CreateAsync(question)).Text);
        await using (ChatStream stream = await lease.Chat.StreamAsync(question))
            Assert.Equal("one two three", (await stream.GetFinalResponseAsync()).Text);
        Assert.Equal(
            [RentStage.Quoted, RentStage.CreatingEndpoint, RentStage.CreatingDeployment, RentStage.Starting, RentStage.Ready, RentStage.SharingTraffic, RentStage.Probing, RentStage.Serving],
            stages.Where((stage, i) => i == 0 || stages[i - 1] != stage));

        LeaseEnd end = await lease.StopAsync();
        await rented.IsEmptyAsync();
        LedgerEntry entry = Assert.Single(rented.Cloud.Ledger.Entries);
        Assert.Equal((lease.EndpointId, lease.DeploymentId), (entry.EndpointId, entry.DeploymentId));
        Assert.InRange(end.SpentUsd, entry.Usd, entry.Usd + 2 * 3.99m / 60);
    }

    [Fact]
    public async Task What_gets_stuck_is_given_up_at_the_deadline_or_when_the_service_does()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        rented.Cloud.Faults.OnDeployment().GetStuck();
        RentFailedException late = await rented.FailsAsync<RentFailedException>(VirtualRentals.Request with { Deadline = TimeSpan.FromMinutes(90) });
        Assert.Contains("did not serve within Deadline, 01:30:00", late.Message);
        Assert.InRange(rented.Minutes, 90, 97);

        RentFailedException failed = await rented.FailsAsync<RentFailedException>(VirtualRentals.Request with { Deadline = TimeSpan.FromHours(7) });
        Assert.Equal(DeploymentState.Failed, failed.Deployment!.Status.State);
        Assert.InRange(rented.Minutes, 90 + 360, 97 + 367);
    }

    [Fact]
    public async Task What_fails_is_told_with_the_services_words()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        rented.Cloud.Faults.OnDeployment().Times(1).Fail(TimeSpan.FromMinutes(2), "out of memory");
        RentFailedException thrown = await rented.FailsAsync<RentFailedException>();
        Assert.Contains("The service says: out of memory", thrown.Message);

        await (await rented.RentAsync()).DisposeAsync(); // the next one comes up
        await rented.IsEmptyAsync();
    }

    [Fact]
    public async Task What_flaps_is_taken_when_it_answers()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        rented.Cloud.Faults.OnDeployment().Flap(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
        EndpointLease lease = await rented.RentAsync();
        await lease.DisposeAsync();
        await rented.IsEmptyAsync();
    }

    [Fact]
    public async Task Too_few_replicas_are_not_what_was_rented()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        rented.Cloud.Faults.OnDeployment().ComeUpPartly(1);
        RentFailedException thrown = await rented.FailsAsync<RentFailedException>(VirtualRentals.Request with { Replicas = ReplicaRange.Exactly(2) });
        Assert.Contains("DEPLOYMENT_STATE_DEGRADED, 1 ready and 2 placed of 2", thrown.Message);
    }

    [Fact]
    public async Task Hardware_that_is_not_there_is_offered_waited_for_or_replaced()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        RentRequest h100 = VirtualRentals.Request with { Hardware = Rented.H100 };
        rented.Cloud.Stock.Set(Rented.H100, 0);
        HardwareUnavailableException thrown = await rented.FailsAsync<HardwareUnavailableException>(h100);
        Assert.Equal([Rented.H200, "1xnvidia-b200-180gb"], thrown.Comparable.Select(other => other.InstanceType!.Id));
        Assert.Equal(5.49m, thrown.Comparable[0].UsdPerReplicaHour);

        await using (EndpointLease other = await rented.RentAsync(h100 with { OnHardwareUnavailable = HardwareFallback.TakeComparable }))
            Assert.Equal(Rented.H200, other.Quote.Chosen.InstanceType!.Id);

        int waits = 0;
        await using (EndpointLease patient = await rented.RentAsync(h100 with { OnHardwareUnavailable = HardwareFallback.Wait }, new VirtualRentals.Hook(report =>
        {
            if (report.Stage == RentStage.WaitingForHardware && ++waits == 20)
                rented.Cloud.Stock.Set(Rented.H100, 1);
        })))
        {
            Assert.Equal(Rented.H100, patient.Quote.Chosen.InstanceType!.Id);
        }

        await using (EndpointLease fewer = await rented.RentAsync(
            h100 with { Replicas = ReplicaRange.Exactly(4), OnHardwareUnavailable = HardwareFallback.FewerReplicas }))
        {
            Assert.Equal(ReplicaRange.Between(2, 4), fewer.Quote.Replicas); // one in each of two regions
        }

        await rented.IsEmptyAsync();
    }

    [Theory]
    [InlineData(HardwareFallback.Fail)]
    [InlineData(HardwareFallback.TakeComparable)]
    [InlineData(HardwareFallback.FewerReplicas)]
    public async Task Hardware_that_goes_between_quote_and_start_is_noticed(HardwareFallback fallback)
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        VirtualRentals.Hook hook = new(report =>
        {
            if (report.Stage == RentStage.CreatingEndpoint)
                rented.Cloud.Stock.Set(Rented.H100, fallback == HardwareFallback.FewerReplicas ? 1 : 0);
        });
        RentRequest request = VirtualRentals.Request with { Hardware = Rented.H100, Replicas = ReplicaRange.Exactly(3), OnHardwareUnavailable = fallback };
        if (fallback == HardwareFallback.Fail)
        {
            Assert.True((await rented.FailsAsync<HardwareUnavailableException>(request, hook)).Undone!.IsComplete);
            return;
        }

        EndpointLease lease = await rented.RentAsync(request, hook);
        Assert.Equal(fallback == HardwareFallback.FewerReplicas ? 2 : 3, rented.Cloud.Ledger.RunningReplicas);
        await lease.StopAsync();
        await rented.IsEmptyAsync();
        Assert.InRange(lease.SpentUsd, rented.Cloud.Ledger.TotalUsd, rented.Cloud.Ledger.TotalUsd + 6 * 5.49m / 60);
    }

    [Fact]
    public async Task Cancelled_at_any_report_it_leaves_nothing_that_is_billed()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        int reports = 0;
        await (await rented.RentAsync(null, new VirtualRentals.Hook(_ => reports++))).DisposeAsync();
        for (int at = 1; at < reports - 2; at++)
        {
            using CancellationTokenSource cancel = new();
            int seen = 0;
            try
            {
                EndpointLease lease = await rented.Dedicated.RentAsync(VirtualRentals.Request, new VirtualRentals.Hook(_ =>
                {
                    if (++seen == at)
                        cancel.Cancel();
                }), cancel.Token);
                await lease.DisposeAsync(); // it was cancelled with the last report
            }
            catch (OperationCanceledException thrown)
            {
                Assert.Equal(cancel.Token, thrown.CancellationToken);
            }

            await rented.IsEmptyAsync();
        }
    }

    [Fact]
    public async Task An_answer_lost_anywhere_makes_nothing_twice()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        LossyHandler counting = new(rented.Local.CreateHandler(), lost: 0);
        await (await RentThrough(counting)).DisposeAsync();
        for (int lost = 1; lost <= counting.Requests; lost++)
        {
            EndpointLease lease = await RentThrough(new LossyHandler(rented.Local.CreateHandler(), lost));
            Assert.Single(rented.Cloud.Deployments);
            await lease.StopAsync();
            await rented.IsEmptyAsync();
        }

        async Task<EndpointLease> RentThrough(LossyHandler handler) => await new TogetherClient(
            new TogetherClientOptions { BaseAddress = rented.Local.BaseAddress, TimeProvider = rented.Time, AllowAnonymous = true, Retry = { Seed = 1 } }, handler)
            .Dedicated.RentAsync(VirtualRentals.Request, null, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets a request through, and loses its answer.</summary>
    private sealed class LossyHandler(HttpMessageHandler inner, int lost) : DelegatingHandler(inner)
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return ++Requests == lost ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "connection reset") : response;
        }
    }
}
