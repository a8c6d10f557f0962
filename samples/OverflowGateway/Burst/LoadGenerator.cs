using System.Collections.Concurrent;
using TogetherAI;

namespace OverflowGateway.Burst;

/// <summary>Sends requests when the plan says, whether or not earlier ones are answered: a crowd does not wait for itself.</summary>
internal sealed class LoadGenerator(Gateway gateway, BurstPlan plan, TimeProvider time) : IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private readonly TogetherClient _client = new(new TogetherClientOptions
    {
        BaseAddress = gateway.Address,
        ApiKey = gateway.Settings.ClientKey,
        AllowAnonymous = gateway.Settings.ClientKey is null,
        Retry = { MaxRetries = 0 },
        DefaultHeaders = { ["x-route-lane"] = plan.Lane ?? "" },
    });
    private int _sent;

    public ConcurrentQueue<BurstAnswer> Answers { get; } = [];

    public int Sent => Volatile.Read(ref _sent);

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Task> running = [];
        foreach ((TimeSpan at, int phase) in plan.Arrivals())
        {
            TimeSpan wait = at - Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken);
            running.Add(AskAsync(Interlocked.Increment(ref _sent), phase, cancellationToken));
        }

        await Task.WhenAll(running);
    }

    public void Dispose() => _client.Dispose();

    private async Task AskAsync(int number, int phase, CancellationToken cancellationToken)
    {
        ChatRequest request = new()
        {
            Model = gateway.Settings.Model,
            Messages = [ChatMessage.User($"{OfflineLanes.LoadPrompt} question number {number}, which nobody has asked before.")],
            MaxTokens = 32,
        };
        try
        {
            await using ChatStream stream = await _client.Chat.StreamAsync(request, cancellationToken);
            bool first = true;
            await foreach (ChatChunk chunk in stream)
            {
                if (!first || string.IsNullOrEmpty(chunk.Text))
                    continue;
                first = false;
                Answers.Enqueue(new BurstAnswer(Elapsed, phase, stream.Http.Headers["x-route-lane"], stream.TimeToFirstToken));
            }
        }
        catch (TogetherException)
        {
            Answers.Enqueue(new BurstAnswer(Elapsed, phase, null, null));
        }
    }
}
