namespace TogetherAI.Tests.Routing;

/// <summary>Routers as most tests want them: a reserved lane 'gpu', and 'cloud' to overflow to.</summary>
internal static class Routers
{
    public static TokenPrice Price { get; } = new(1m, 1m);

    public static ChatRequest Question { get; } = new() { Model = "any", Messages = [ChatMessage.User("What is the capital of France?")], MaxTokens = 8 };

    public static RouterOptions Options(Action<LaneOptions>? gpu = null, Action<LaneOptions>? cloud = null) => new RouterOptions { Seed = 1 }
        .Dedicated("gpu", usdPerHour: 36m, gpu)
        .Overflow("cloud", Equivalence.Declared, Price, cloud)
        .Objective(0.95, TimeSpan.FromSeconds(1));

    public static OverflowRouter Create(HttpMessageHandler lanes, TimeProvider time, RouterOptions? options = null) =>
        new(Calls.Client(lanes, time), options ?? Options());

    /// <summary>Lets a lane answer some requests at once, so that the router knows it.</summary>
    public static async Task WarmAsync(OverflowRouter router, FakeLanes lanes, ManualTimeProvider time, string lane, int requests = 30, double seconds = 0.2)
    {
        for (int i = 0; i < requests; i++)
        {
            int number = lanes.Requests.Count(request => request.Model == lane) + 1;
            Task<RoutedChatStream> asked = router.StreamAsync(Question, new RouteOptions { Lane = lane });
            FakeLaneRequest request = await lanes.Asked(lane, number);
            time.Advance(TimeSpan.FromSeconds(seconds));
            request.Answer("ok");
            await using RoutedChatStream stream = await asked;
            await stream.GetFinalResponseAsync();
        }
    }
}
