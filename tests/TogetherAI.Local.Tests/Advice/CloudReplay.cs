using System.Runtime.CompilerServices;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Tests.Dedicated;

namespace TogetherAI.Local.Tests.Advice;

/// <summary>
/// Sends recorded requests to a rented endpoint of the virtual cloud, each at its own moment of the virtual clock, and asks the cloud how long
/// their first tokens took. A prompt has as many words as the recording says tokens, and so has the answer: scripted ones count words.
/// </summary>
internal static class CloudReplay
{
    /// <summary>The times to the first token by the cloud's own log, in the order of size.</summary>
    public static async Task<TimeSpan[]> RunAsync(IReadOnlyList<TrafficRecord> requests, ReplicaPace pace, int replicas)
    {
        await using Rented rented = await Rented.StartAsync(configure: options =>
        {
            options.RequestLogCapacity = requests.Count + 100;
            options.Dedicated.SupportedModels.Clear();
            options.Dedicated.SupportedModels.Add("m", model => model.AddProfile(Rented.H100, profile =>
            {
                (profile.SlotsPerReplica, profile.MaxQueue) = (pace.Slots, requests.Count);
                (profile.TimeToFirstToken, profile.TimePerPromptToken, profile.TokensPerSecond) = (pace.TimeToFirstToken, pace.TimePerPromptToken, pace.TokensPerSecond);
            }));
        });
        rented.Local.Chat.Clear();
        rented.Local.Chat.Always().Reply(static request => Words(int.Parse(request.LastUserText.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        DedicatedDeployment deployment = await rented.ServeAsync(min: replicas);
        Assert.Equal(replicas, deployment.Status.ReadyReplicas);

        using TogetherClient client = rented.Local.CreateClient(static options =>
        {
            options.Retry.MaxRetries = 0;
            options.Timeouts.Attempt = options.Timeouts.FirstToken = options.Timeouts.Idle = options.Timeouts.Total = Timeout.InfiniteTimeSpan;
        });
        Arrivals arrivals = new(rented, client);
        Task all = Task.WhenAll(requests.Select(request => arrivals.SendAt(request.At - requests[0].At, request)));
        rented.Time.AutoAdvance = true;
        await all.WaitAsync(TimeSpan.FromMinutes(5), TimeProvider.System);

        TrafficSample[] samples = [.. CloudOf(rented.Cloud).Endpoints.Single().Traffic.Samples];
        Assert.Equal(requests.Count, samples.Length);
        Assert.All(samples, static sample => Assert.True(sample.Succeeded));
        return [.. samples.Select(static sample => sample.ReadAt!.Value - sample.ArrivedAt).Order()];
    }

    public static string Words(int count) => string.Join(' ', Enumerable.Repeat("w", count));

    // What the cloud shows in its analytics, but each request by itself.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_cloud")]
    private static extern ref VirtualCloud CloudOf(DedicatedCloud cloud);

    private sealed class Arrivals(Rented rented, TogetherClient client)
    {
        private readonly int _before = rented.Local.Requests.Count;
        private int _sent;

        /// <summary>Sends at a moment of the clock, which then stands still until the server has the request: else it would arrive late.</summary>
        public Task SendAt(TimeSpan at, TrafficRecord request) => Task.Delay(at, rented.Time).ContinueWith(
            _ =>
            {
                rented.Time.BeginServing();
                int place = ++_sent; // one after the other: the clock runs on one thread
                return Task.Run(() => SendAsync(request, place));
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Unwrap();

        private async Task SendAsync(TrafficRecord request, int place)
        {
            Task<ChatResponse> answer = client.Chat.CreateAsync(new ChatRequest
            {
                Model = "local/chat",
                Messages = [ChatMessage.User($"{request.CompletionTokens} {Words(request.PromptTokens - 1)}")],
                MaxTokens = 4096,
            });
            while (rented.Local.Requests.Count < _before + place && !answer.IsCompleted)
                await Task.Yield();
            rented.Time.EndServing();
            await answer;
        }
    }
}
