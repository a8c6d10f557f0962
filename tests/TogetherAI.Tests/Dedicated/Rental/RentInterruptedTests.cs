namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>A rental that is cancelled, fails, or loses an answer at any of its requests: nothing is left, and nothing is made twice.</summary>
public class RentInterruptedTests
{
    /// <summary>What a rental with two refusals asks, all in all.</summary>
    private const int Requests = 14;

    public static TheoryData<int, bool> EveryRequest
    {
        get
        {
            TheoryData<int, bool> all = [];
            for (int number = 1; number <= Requests; number++)
            {
                all.Add(number, false);
                all.Add(number, true);
            }

            return all;
        }
    }

    [Fact]
    public async Task The_number_of_requests_is_right()
    {
        ScriptedService service = Service();
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Equal(Requests, service.Asked.Count);
        await lease.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(EveryRequest))]
    public async Task Cancelled_at_any_request_it_leaves_nothing(int at, bool isHandled)
    {
        ScriptedService service = Service();
        using CancellationTokenSource cancel = new();
        if (isHandled)
            service.After = (number, _) => CancelAt(number);
        else
            service.Before = (number, _) => CancelAt(number);

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rentals.Client(service).Dedicated.RentAsync(Catalog.Rent, null, cancel.Token));
        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.Empty(service.Endpoints);
        bool mayHaveMade = at >= 3;
        Assert.Equal(mayHaveMade, thrown is RentCanceledException);
        if (thrown is RentCanceledException { Undone: { } undone })
            Assert.True(undone.IsComplete);
        else if (mayHaveMade)
            Assert.Contains("Nothing was found that it made", thrown.Message);

        HttpResponseMessage? CancelAt(int number)
        {
            if (number == at)
                cancel.Cancel();
            return null;
        }
    }

    [Fact]
    public async Task Cancelled_at_any_report_it_leaves_nothing()
    {
        ScriptedService counted = Service();
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(counted);
        int serving = reports.Count;
        await lease.DisposeAsync();
        for (int at = 1; at < serving; at++)
        {
            ScriptedService service = Service();
            using CancellationTokenSource cancel = new();
            int seen = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rentals.Client(service).Dedicated.RentAsync(
                Catalog.Rent, new Hook(_ => { if (++seen == at) cancel.Cancel(); }), cancel.Token));
            Assert.Empty(service.Endpoints);
        }
    }

    [Fact]
    public async Task A_listener_that_throws_ends_the_rental_and_leaves_nothing()
    {
        ScriptedService service = Service();
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Rentals.Client(service).Dedicated.RentAsync(
            Catalog.Rent, new Hook(report => { if (report.Stage >= RentStage.Starting) throw new InvalidOperationException("no"); })));
        Assert.Equal("no", thrown.Message);
        Assert.Empty(service.Endpoints);
    }

    [Theory]
    [MemberData(nameof(EveryRequest))]
    public async Task An_answer_lost_at_any_request_makes_nothing_twice(int at, bool isHandled)
    {
        ScriptedService service = Service();
        if (isHandled)
            service.After = (number, _) => Lose(number);
        else
            service.Before = (number, _) => Lose(number);
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Single(Assert.Single(service.Endpoints).Deployments);
        if (isHandled)
            Assert.Equal(2, service.Asked.Count(asked => asked.StartsWith("POST endpoints", StringComparison.Ordinal)));
        await lease.DisposeAsync();
        Assert.Empty(service.Endpoints);

        HttpResponseMessage? Lose(int number) => number == at ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "connection reset") : null;
    }

    [Theory]
    [MemberData(nameof(EveryRequest))]
    public async Task Refused_at_any_request_it_leaves_nothing(int at, bool isGateway)
    {
        ScriptedService service = Service();
        bool isCleaning = false;
        service.Before = (number, text) =>
        {
            isCleaning |= number > at && text.StartsWith("DELETE", StringComparison.Ordinal);
            return number == at ? ScriptedService.Error(isGateway ? 402 : 401, "no") : null;
        };
        TogetherException thrown = await Assert.ThrowsAnyAsync<TogetherException>(() => Rentals.RentAsync(service));
        Assert.Empty(service.Endpoints);
        Assert.Equal(at > 3, thrown is RentFailedException { Undone.IsComplete: true });
        TogetherException cause = thrown is RentFailedException ? (TogetherException)thrown.InnerException! : thrown;
        Assert.Equal(isGateway ? typeof(TogetherBillingException) : typeof(TogetherAuthenticationException), cause.GetType());
        Assert.Equal(cause.StatusCode, thrown.StatusCode);
        Assert.Equal(at > 3, isCleaning);
    }

    [Fact]
    public async Task A_creation_that_shows_late_in_the_list_is_not_repeated()
    {
        ScriptedService service = Service();
        service.After = (_, text) =>
        {
            if (!text.StartsWith("POST endpoints", StringComparison.Ordinal))
                return;
            if (text == "POST endpoints")
                service.Endpoints[0].Hidden = 2;
            else
                service.Endpoints[0].Deployments[0].Hidden = 2;
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "connection reset");
        };
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Equal(2, service.Asked.Count(asked => asked.StartsWith("POST endpoints", StringComparison.Ordinal)));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_deployments_that_were_made_after_all_one_is_stopped_and_both_go()
    {
        ScriptedService service = new() { AllowsDoubles = true, Life = ["READY 1 1"] };
        service.After = (_, text) =>
        {
            if (text != "POST endpoints/ep_1/deployments" || service.Endpoints[0].Deployments.Count > 1)
                return;
            service.Endpoints[0].Deployments[0].Hidden = 3;
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "connection reset");
        };
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Equal(["dep_3"], service.Running.Select(running => running.Id));
        Assert.Equal("dep_3", lease.DeploymentId);
        await lease.DisposeAsync();
        Assert.Empty(service.Endpoints);
    }

    [Fact]
    public async Task An_endpoint_found_by_a_name_that_others_may_give_is_left_alone()
    {
        // The creation is refused as taken: somebody was faster between the look and the creation.
        ScriptedService service = new();
        service.Before = (_, text) =>
        {
            if (text == "POST endpoints")
            {
                ScriptedService.Endpoint theirs = new() { Id = "ep_theirs", Name = "acme/chat" };
                service.Endpoints.Add(theirs);
                service.Add(theirs, "work", 1, 1);
            }

            return null;
        };
        await Assert.ThrowsAsync<TogetherConflictException>(() => Rentals.RentAsync(service, Catalog.Rent with { Name = "chat" }));
        Assert.Equal("work", Assert.Single(service.Running).Name);

        // The answer to the creation is lost, and the one that is found has deployments: not ours.
        service.Endpoints.Clear();
        service.After = (_, text) =>
        {
            if (text == "POST endpoints")
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "connection reset");
        };
        await Assert.ThrowsAnyAsync<TogetherException>(() => Rentals.RentAsync(service, Catalog.Rent with { Name = "chat" }));
        Assert.Equal("work", Assert.Single(service.Running).Name);
    }

    [Fact]
    public async Task What_could_not_be_taken_back_is_said()
    {
        ScriptedService service = new() { StoppingLooks = int.MaxValue };
        for (int i = 0; i < 1000; i++)
            service.Refusals.Enqueue("503 routing_error");
        RentFailedException thrown = await Assert.ThrowsAsync<RentFailedException>(
            () => Rentals.RentAsync(service, Catalog.Rent with { Deadline = TimeSpan.FromMinutes(5), StopTimeout = TimeSpan.FromMinutes(2) }));
        Assert.Equal(RentStage.Probing, thrown.Stage);
        Assert.Contains("it was ready and in the traffic split, but did not answer", thrown.Message);
        Assert.Contains("left of endpoint ep_1: dep_2: asked to stop, last seen DEPLOYMENT_STATE_STOPPING", thrown.Message);
        Assert.EndsWith("It may still be billed: Dedicated.TearDownAsync goes on where this ended.", thrown.Message);
        Assert.True(thrown.Undone is { IsStopped: false, IsComplete: false });
    }

    private static ScriptedService Service()
    {
        ScriptedService service = new();
        service.Refusals.Enqueue("503 routing_error");
        service.Refusals.Enqueue("503 routing_error");
        return service;
    }

    private sealed class Hook(Action<RentProgress> action) : IProgress<RentProgress>
    {
        public void Report(RentProgress value) => action(value);
    }
}
