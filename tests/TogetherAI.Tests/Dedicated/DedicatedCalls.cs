namespace TogetherAI.Tests.Dedicated;

/// <summary>Clients with a project of their own, and what becomes of one call.</summary>
internal static class DedicatedCalls
{
    public static TogetherClient Client(HttpMessageHandler handler, TimeProvider? time = null) =>
        Calls.Client(handler, time, static options => options.ProjectId = "proj_1");

    /// <summary>Makes a call that is answered with a text, and hands out what was sent and what came back.</summary>
    public static async Task<(SentRequest Sent, T Answer)> CallAsync<T>(string answer, Func<DedicatedClient, Task<T>> call)
    {
        FakeHandler handler = new FakeHandler().ThenJson(answer);
        using TogetherClient client = Client(handler);
        T got = await call(client.Dedicated);
        return (Assert.Single(handler.Requests), got);
    }
}
