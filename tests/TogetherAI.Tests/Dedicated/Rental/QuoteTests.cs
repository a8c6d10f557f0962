namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>What a rental would cost, on what, and why: chosen from the service's own lists.</summary>
public class QuoteTests
{
    private static readonly string[] s_profiles =
    [
        Catalog.Profile("cr_h100", "1xnvidia-h100-80gb"), Catalog.Profile("cr_h200", "nvidia-h200-141gb", speed: 80), Catalog.Profile("cr_b200", "B200", speed: 120),
    ];

    private static readonly string[] s_types =
    [
        Catalog.Type("1xnvidia-h100-80gb", 399, "us-east=3", "us-west=1"),
        Catalog.Type("1xnvidia-h200-141gb", 549, "us-east>=5"),
        Catalog.Type("1xnvidia-b200-180gb", 995, "eu?"),
    ];

    [Fact]
    public async Task The_cheapest_with_room_is_quoted_by_the_services_prices()
    {
        Quote quote = await QuoteAsync(Catalog.Rent with { Replicas = ReplicaRange.Between(1, 3) });
        Assert.Equal("cr_h100", quote.Chosen.Profile.ProfileId);
        Assert.Equal((3.99m, 11.97m), (quote.UsdPerHourAtLeast, quote.UsdPerHourAtMost));
        Assert.Equal((3.99m / 60, 11.97m / 60), (quote.UsdPerMinuteAtLeast, quote.UsdPerMinuteAtMost));
        Assert.Equal((4, true), (quote.Chosen.Headroom, quote.Chosen.IsHeadroomExact));
        Assert.Equal(["us-east", "us-west"], quote.Chosen.Regions.Select(region => region.Name));
        Assert.Null(quote.Objection);
        Assert.Null(quote.LastsAtLeast);
        Assert.Equal(ManualTimeProvider.Start, quote.AsOf);
        Assert.Equal($"{Catalog.Llama} on 1xnvidia-h100-80gb, 1 to 3 replicas: 3.99 to 11.97 USD an hour", quote.ToString());
        Assert.Equal("the cheapest of 3 with room for 1 replica: 3.99 USD an hour each, weights in FP8", quote.Chosen.Reason);
        Assert.Equal(
            ["cr_h200: costs 1.50 USD an hour more each", "cr_b200: costs 5.96 USD an hour more each"],
            quote.Alternatives.Select(other => $"{other.Profile.ProfileId}: {other.Reason}"));
    }

    [Fact]
    public async Task Hardware_without_room_is_passed_over()
    {
        Quote quote = await QuoteAsync(Catalog.Rent with { Replicas = ReplicaRange.Exactly(5) });
        Assert.Equal("cr_h200", quote.Chosen.Profile.ProfileId);
        Assert.Equal("no room for 5 replicas now (room for 4)", quote.Alternatives[0].Reason);
    }

    [Fact]
    public async Task Without_room_anywhere_the_cheapest_is_quoted_and_the_lack_said()
    {
        string[] types = [Catalog.Type("1xnvidia-h100-80gb", 399, "us=0"), Catalog.Type("1xnvidia-h200-141gb", 549, "us=0"), Catalog.Type("1xnvidia-b200-180gb", 995, "us=0")];
        Quote quote = await QuoteAsync(Catalog.Rent, s_profiles, types);
        Assert.Equal("cr_h100", quote.Chosen.Profile.ProfileId);
        Assert.StartsWith("no hardware has room for 1 replica now (room for 0), and of these it is the cheapest", quote.Chosen.Reason);
    }

    [Theory]
    [InlineData("h200", null, "cr_h200")]
    [InlineData("1xNVIDIA-H200-141gb", null, "cr_h200")]
    [InlineData(null, "CR_B200", "cr_b200")]
    [InlineData("B200", "cr_b200", "cr_b200")]
    public async Task A_wish_beats_the_price(string? hardware, string? profile, string chosen)
    {
        Quote quote = await QuoteAsync(Catalog.Rent with { Hardware = hardware, Profile = profile });
        Assert.Equal(chosen, quote.Chosen.Profile.ProfileId);
        Assert.StartsWith("the only one as asked for", quote.Chosen.Reason);
        Assert.All(quote.Alternatives, other => Assert.Equal("not as asked for", other.Reason));
    }

    [Fact]
    public async Task Regions_leave_out_what_is_offered_elsewhere()
    {
        Quote quote = await QuoteAsync(Catalog.Rent with { Regions = ["EU"] });
        Assert.Equal("cr_b200", quote.Chosen.Profile.ProfileId);
        Assert.Null(quote.Chosen.Headroom);
        Assert.Equal("not offered in EU", quote.Alternatives[0].Reason);
    }

    [Fact]
    public async Task Of_two_at_one_price_the_faster_is_chosen()
    {
        string[] profiles = [Catalog.Profile("slow", "1xnvidia-h100-80gb", speed: 40), Catalog.Profile("fast", "1xnvidia-h100-80gb", speed: 60)];
        Quote quote = await QuoteAsync(Catalog.Rent, profiles, s_types);
        Assert.Equal("fast", quote.Chosen.Profile.ProfileId);
        Assert.Equal("costs the same, and was not measured to be faster", Assert.Single(quote.Alternatives).Reason);
    }

    [Fact]
    public async Task Ceilings_are_held_against_the_most_it_can_cost()
    {
        RentRequest three = Catalog.Rent with { Replicas = ReplicaRange.Between(1, 3) };
        Quote hour = await QuoteAsync(three with { MaxUsdPerHour = 11.96m });
        Assert.Equal(
            "MaxUsdPerHour is 11.96 USD, and 1 to 3 replicas cost up to 11.97 an hour: raise it, or ask for fewer replicas or cheaper hardware.", hour.Objection);
        Assert.Null((await QuoteAsync(three with { MaxUsdPerHour = 11.97m })).Objection);

        Quote all = await QuoteAsync(three with { MaxUsd = 0.99m });
        Assert.StartsWith("MaxUsd is 0.99 USD, and even the 5 minutes that a stop is given can cost 0.9975", all.Objection);
        Quote enough = await QuoteAsync(three with { MaxUsd = 23.94m });
        Assert.Null(enough.Objection);
        Assert.Equal(TimeSpan.FromHours(2), enough.LastsAtLeast);
    }

    [Theory]
    [InlineData("meta-llama/Llama-3.3-70b-instruct", null)]
    [InlineData("arch_meta-llama_Llama-3.3-70B-Instruct", null)]
    [InlineData("meta-lama/Llama-3.3-70B-Instuct", "Did you mean meta-llama/Llama-3.3-70B-Instruct, ")]
    [InlineData("Llama-3.3", "Did you mean meta-llama/Llama-3.3-70B-Instruct? ")]
    [InlineData("gpt-9", "'gpt-9' is not among the 3 that dedicated endpoints can be made of. Dedicated.SupportedModels lists them.")]
    public async Task A_model_is_found_by_its_name_or_the_nearest_are_named(string name, string? error)
    {
        string models = Catalog.List(
            Catalog.Model(Catalog.Llama, s_profiles), Catalog.Model("meta-llama/Llama-3.1-70B-Instruct"), Catalog.Model("Qwen/Qwen3-8B"));
        if (error is null)
        {
            Assert.Equal(Catalog.Llama, (await QuoteOfAsync(Catalog.Rent with { Model = name }, models, s_types)).Model.Name);
            return;
        }

        TogetherNotFoundException thrown = await Assert.ThrowsAsync<TogetherNotFoundException>(
            () => QuoteOfAsync(Catalog.Rent with { Model = name }, models, s_types));
        Assert.Contains(error, thrown.Message);
        Assert.Equal("Model", thrown.Parameter);
    }

    [Fact]
    public async Task What_cannot_be_had_is_refused_with_the_field_and_what_there_is()
    {
        await RefusedAsync(Catalog.Rent with { Hardware = "A100" }, "Hardware", "1xnvidia-h100-80gb, 1xnvidia-h200-141gb, 1xnvidia-b200-180gb. Name one of these");
        await RefusedAsync(Catalog.Rent with { Profile = "cr_x" }, "Profile", "cr_h100, cr_h200, cr_b200. Name one of them");
        await RefusedAsync(Catalog.Rent with { Hardware = "H100", Profile = "cr_b200" }, "Hardware", "runs on with profile 'cr_b200'");
        await RefusedAsync(Catalog.Rent with { Hardware = "H200", Regions = ["eu"] }, "Regions", "It is offered in us-east.");
        await RefusedAsync(Catalog.Rent with { Hardware = "H100" }, "Hardware", "gives no price for 1xnvidia-h100-80gb", [Catalog.Type("1xnvidia-h100-80gb", 0, "us=1")]);
        await RefusedAsync(Catalog.Rent, "Model", "gives no price for 1x 1xnvidia-h100-80gb, 1x nvidia-h200-141gb, 1x B200", []);
        await RefusedAsync(Catalog.Rent, "Model", "has no deployment profile at the moment", s_types, []);
    }

    [Fact]
    public async Task A_request_that_cannot_be_meant_asks_the_service_nothing()
    {
        (string Field, RentRequest Request)[] faults =
        [
            ("Model", Catalog.Rent with { Model = " " }), ("IdleStop", Catalog.Rent with { IdleStop = null! }), ("Name", Catalog.Rent with { Name = "acme/chat" }),
            ("MaxUsd ", Catalog.Rent with { MaxUsd = 0 }), ("MaxUsdPerHour ", Catalog.Rent with { MaxUsdPerHour = -1 }),
            ("Deadline", Catalog.Rent with { Deadline = TimeSpan.Zero }), ("StopTimeout", Catalog.Rent with { StopTimeout = TimeSpan.Zero }),
            ("Regions", Catalog.Rent with { Regions = [] }), ("OnHardwareUnavailable", Catalog.Rent with { OnHardwareUnavailable = (HardwareFallback)9 }),
        ];
        FakeHandler handler = new();
        using TogetherClient client = DedicatedCalls.Client(handler);
        foreach ((string field, RentRequest request) in faults)
            Assert.StartsWith(field, (await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.QuoteAsync(request))).Message);
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Dedicated.QuoteAsync(null!));
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public void Replicas_and_windows_have_bounds()
    {
        Assert.Equal((1, 1), (default(ReplicaRange).Min, default(ReplicaRange).Max));
        Assert.Equal((2, 4, "2 to 4 replicas"), (ReplicaRange.Between(2, 4).Min, ReplicaRange.Between(2, 4).Max, ReplicaRange.Between(2, 4).ToString()));
        Assert.Equal(ReplicaRange.Exactly(1), default);
        Assert.Contains("at least 1 replica", Assert.Throws<ArgumentOutOfRangeException>(() => ReplicaRange.Between(0, 2)).Message);
        Assert.Contains("fewer than the fewest, 3", Assert.Throws<ArgumentOutOfRangeException>(() => ReplicaRange.Between(3, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ReplicaRange.Exactly(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => IdleStop.After(TimeSpan.FromSeconds(59)));
        Assert.Null(IdleStop.Never.Window);
    }

    private static Task<Quote> QuoteAsync(RentRequest request, string[]? profiles = null, string[]? types = null) =>
        QuoteOfAsync(request, Catalog.List(Catalog.Model(Catalog.Llama, profiles ?? s_profiles)), types ?? s_types);

    private static async Task<Quote> QuoteOfAsync(RentRequest request, string models, string[] types)
    {
        FakeHandler handler = new FakeHandler().ThenJson(models).ThenJson(Catalog.List(types));
        using TogetherClient client = DedicatedCalls.Client(handler, new ManualTimeProvider());
        Quote quote = await client.Dedicated.QuoteAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["/v2/supported-models?product=PRODUCT_DEDICATED&limit=500", "/v2/public/inference-instance-types"], handler.Requests.Select(sent => sent.Uri.PathAndQuery));
        return quote;
    }

    private static async Task RefusedAsync(RentRequest request, string parameter, string words, string[]? types = null, string[]? profiles = null)
    {
        TogetherInvalidRequestException thrown = await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => QuoteAsync(request, profiles, types));
        Assert.Equal(parameter, thrown.Parameter);
        Assert.Contains(words, thrown.Message);
    }
}
