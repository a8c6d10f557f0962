using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>From a request to an endpoint that answers, and every way in which that comes to nothing.</summary>
public class RentTests
{
    [Fact]
    public async Task An_endpoint_is_made_waited_for_given_its_traffic_and_asked()
    {
        ScriptedService service = new();
        service.Refusals.Enqueue("503 routing_error");
        service.Refusals.Enqueue("503 routing_error");
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(
            service, Catalog.Rent with { Replicas = ReplicaRange.Between(1, 3), Regions = ["us"], Label = "blue" });

        Assert.Equal(
            [
                "GET supported-models", "GET public/inference-instance-types", "POST endpoints", "POST endpoints/ep_1/deployments",
                "GET endpoints/ep_1/deployments/dep_2", "GET endpoints/ep_1/deployments/dep_2", "GET endpoints/ep_1/deployments/dep_2",
                "GET endpoints/ep_1", "PATCH endpoints/ep_1", "POST chat/completions",
            ],
            service.Asked.Take(10));
        Assert.Equal(["Quoted", "CreatingEndpoint", "CreatingDeployment", "Starting", "Ready", "SharingTraffic", "Probing", "Serving"], Rentals.Stages(reports));
        Wire.Same(
            $$$"""
            {"name":"lease-{{{lease.Id}}}","model":"projects/p/models/ml_1","config":"projects/p/configs/cr_h100","autoscaling":{"minReplicas":1,"maxReplicas":3},
            "placement":{"inline":{"regions":["us"],"constraint":"ENFORCEMENT_REQUIRED"} } }
            """,
            service.Bodies[3]);
        Wire.Same("""{"trafficSplit":[{"deploymentId":"dep_2","weight":1}],"etag":"e1"}""", service.Bodies[8]);
        JsonNode probe = JsonNode.Parse(service.Bodies[9])!;
        Assert.Equal((lease.ModelName, 1), ((string)probe["model"]!, (int)probe["max_tokens"]!));
        Assert.Equal(($"acme/llama-3-3-70b-instruct-{lease.Id}", "ep_1", "dep_2", "blue"), (lease.ModelName, lease.EndpointId, lease.DeploymentId, lease.Label));
        Assert.Equal((6m, 18m), (lease.Quote.UsdPerHourAtLeast, lease.Quote.UsdPerHourAtMost));
        Assert.Equal(12, lease.Id.Length);
        Assert.Null(lease.End);
        await lease.DisposeAsync();
        Assert.Empty(service.Endpoints);
    }

    [Fact]
    public async Task The_leases_chat_has_its_host_and_its_model()
    {
        ScriptedService service = new();
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        await using EndpointLease owned = lease;
        await lease.Chat.CreateAsync(Calls.Question with { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo" }, TestContext.Current.CancellationToken);
        Assert.Equal(lease.ModelName, (string)JsonNode.Parse(service.Bodies[^1])!["model"]!);
        Assert.Equal("https://api-inference.together.ai/", lease.Client.BaseAddress.AbsoluteUri);
    }

    [Theory]
    [InlineData("SCALING 1 0", "READY 1 1")]
    [InlineData("DREAMING 1 0", "DEGRADED 1 0", "READY 1 1")]
    [InlineData("READY 1 0", "DEGRADED 1 0", "SCALING 1 1")]
    [InlineData("DEGRADED 2 1")]
    public async Task It_is_up_when_it_has_the_replicas_that_were_asked_for(params string[] life)
    {
        ScriptedService service = new() { Life = life };
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Equal(life.Length, service.Asked.TakeWhile(asked => asked != "PATCH endpoints/ep_1").Count(asked => asked == "GET endpoints/ep_1/deployments/dep_2"));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task One_that_flaps_after_it_was_ready_is_waited_for_again()
    {
        ScriptedService service = new() { Life = ["READY 1 1", "PROVISIONING 1 0", "DEGRADED 1 0", "READY 1 1"] };
        service.Refusals.Enqueue("503 routing_error");
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service);
        Assert.Equal(["Quoted", "CreatingEndpoint", "CreatingDeployment", "Ready", "SharingTraffic", "Probing", "Starting", "Serving"], Rentals.Stages(reports));
        await lease.DisposeAsync();
    }

    [Theory]
    [InlineData("FAILED 1 0 out of memory", "failed. The service says: out of memory")]
    [InlineData("STOPPED 0 0", "Somebody stopped the deployment dep_2")]
    [InlineData("STOPPING 0 0", "Somebody stopped the deployment dep_2")]
    public async Task Every_final_state_ends_the_wait(string end, string words)
    {
        ScriptedService service = new() { Life = ["PROVISIONING 1 0", end] };
        RentFailedException thrown = await Rentals.FailsAsync<RentFailedException>(service);
        Assert.Contains(words, thrown.Message);
        Assert.EndsWith("What it made is torn down again.", thrown.Message);
        Assert.Equal(RentStage.Starting, thrown.Stage);
        Assert.True(thrown.Undone is { IsComplete: true, IsEndpointDeleted: true });
    }

    [Fact]
    public async Task One_that_never_comes_up_is_given_up_at_the_deadline()
    {
        ScriptedService service = new() { Life = ["PROVISIONING 1 0"] };
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        RentFailedException thrown = await Rentals.FailsAsync<RentFailedException>(service, Catalog.Rent with { Deadline = TimeSpan.FromMinutes(20) }, time);
        Assert.Contains("did not serve within Deadline, 00:20:00: DEPLOYMENT_STATE_PROVISIONING, 0 ready and 1 placed of 1", thrown.Message);
        Assert.InRange(time.Elapsed, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(21));
    }

    [Fact]
    public async Task One_that_fails_after_six_hours_is_a_failure_where_it_had_a_place()
    {
        ScriptedService service = new() { Life = [.. Enumerable.Repeat("PROVISIONING 1 0", 6 * 240), "FAILED 1 0 no replica became ready"] };
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        RentFailedException thrown = await Rentals.FailsAsync<RentFailedException>(service, Catalog.Rent with { Deadline = TimeSpan.FromHours(7) }, time);
        Assert.Contains("no replica became ready", thrown.Message);
        Assert.InRange(time.Elapsed, TimeSpan.FromHours(5.9), TimeSpan.FromHours(6.1));
    }

    [Theory]
    [InlineData("400 dedicated_endpoint_not_running")]
    [InlineData("404 model_not_found")]
    [InlineData("429 rate")]
    [InlineData("500 oops")]
    public async Task Until_it_answers_it_is_asked_again(string refusal)
    {
        ScriptedService service = new();
        for (int i = 0; i < 5; i++)
            service.Refusals.Enqueue(refusal);
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Equal(6, service.Asked.Count(asked => asked == "POST chat/completions"));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_of_the_question_itself_is_an_answer_and_a_wrong_key_is_none()
    {
        ScriptedService service = new();
        service.Refusals.Enqueue("400 prompt_format");
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        await lease.DisposeAsync();

        ScriptedService locked = new();
        locked.Refusals.Enqueue("401 invalid_api_key");
        RentFailedException thrown = await Rentals.FailsAsync<RentFailedException>(locked);
        Assert.IsType<TogetherAuthenticationException>(thrown.InnerException);
    }

    [Fact]
    public async Task A_model_that_embeds_is_asked_for_a_vector_and_one_that_draws_for_nothing()
    {
        ScriptedService service = new();
        service.Models.Add(Catalog.ModelFor("CAPABILITY_EMBEDDING", "acme/embed", Catalog.Profile("cr_e", "1xnvidia-h100-80gb")));
        service.Models.Add(Catalog.ModelFor("CAPABILITY_IMAGE_GENERATION", "acme/draw", Catalog.Profile("cr_d", "1xnvidia-h100-80gb")));
        (EndpointLease embed, _) = await Rentals.RentAsync(service, Catalog.Rent with { Model = "acme/embed" });
        Assert.Contains("POST embeddings", service.Asked);
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        service.Asked.Clear();
        (EndpointLease draw, List<RentProgress> reports) = await Rentals.RentAsync(service, Catalog.Rent with { Model = "acme/draw" }, time);
        Assert.DoesNotContain(service.Asked, asked => asked.StartsWith("POST chat", StringComparison.Ordinal) || asked.StartsWith("POST embed", StringComparison.Ordinal));
        Assert.InRange(reports[^1].At - reports.Last(report => report.Stage == RentStage.SharingTraffic).At, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(45));
        await embed.DisposeAsync();
        await draw.DisposeAsync();
    }

    [Fact]
    public async Task A_stale_etag_is_read_anew()
    {
        ScriptedService service = new();
        int conflicts = 3;
        service.Before = (_, text) => text == "PATCH endpoints/ep_1" && conflicts-- > 0 ? ScriptedService.Error(409, "etag mismatch") : null;
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Assert.Equal(4, service.Asked.Count(asked => asked == "PATCH endpoints/ep_1"));
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task What_costs_more_than_it_may_is_not_begun()
    {
        ScriptedService service = new();
        QuoteTooHighException thrown = await Rentals.FailsAsync<QuoteTooHighException>(service, Catalog.Rent with { MaxUsdPerHour = 5.99m });
        Assert.Equal(6m, thrown.Quote!.UsdPerHourAtMost);
        Assert.Equal(2, service.Asked.Count);
        await Assert.ThrowsAsync<ArgumentException>(() => Rentals.Client(service).Dedicated.RentAsync(Catalog.Rent with { IdleStop = null! }));
    }

    [Fact]
    public async Task Money_that_is_spent_before_it_serves_ends_it_too()
    {
        ScriptedService service = new();
        for (int i = 0; i < 1000; i++)
            service.Refusals.Enqueue("503 routing_error");
        RentFailedException thrown = await Rentals.FailsAsync<RentFailedException>(service, Catalog.Rent with { MaxUsd = 2m });
        Assert.Contains("MaxUsd, 2.00 USD, was all but spent before", thrown.Message);
        Assert.Equal(RentStage.Probing, thrown.Stage);
    }

    [Fact]
    public async Task A_name_in_use_is_not_taken_over_and_an_empty_endpoint_is_used_and_left()
    {
        ScriptedService service = new();
        ScriptedService.Endpoint mine = new() { Id = "ep_mine", Name = "acme/chat" };
        service.Endpoints.Add(mine);
        service.Add(mine, "other", 1, 1);
        RentRequest request = Catalog.Rent with { Name = "chat" };
        TogetherConflictException thrown = await Assert.ThrowsAsync<TogetherConflictException>(() => Rentals.RentAsync(service, request));
        Assert.Equal("Name", thrown.Parameter);
        Assert.DoesNotContain(service.Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));

        mine.Deployments.Clear();
        (EndpointLease lease, _) = await Rentals.RentAsync(service, request);
        Assert.Equal(("acme/chat", "ep_mine"), (lease.ModelName, lease.EndpointId));
        await lease.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Assert.Single(service.Endpoints).Deployments);
    }
}
