// Leases that nobody gives back, and leases that somebody else does.
using TogetherAI;

namespace Nightly;

public sealed class Renting(TogetherClient together) : IAsyncDisposable
{
    private EndpointLease? _lease;

    private static RentRequest Request(string model) => new()
    {
        Model = model,
        IdleStop = IdleStop.Never,
        Replicas = ReplicaRange.Exactly(1),
        MaxUsdPerHour = 20m,
    };

    public async Task<string> AskOnceAsync(string question, CancellationToken cancellationToken)
    {
        EndpointLease lease = await together.Dedicated.RentAsync(Request("acme/one"), cancellationToken: cancellationToken); // expect: TAI1004
        ChatResponse answer = await lease.Chat.CreateAsync(new ChatRequest { Model = lease.ModelName, Messages = [ChatMessage.User(question)], MaxTokens = 100 }, cancellationToken);
        return answer.Text;
    }

    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await together.Dedicated.RentAsync(Request("acme/two"), null, cancellationToken); // expect: TAI1004
        _ = await together.Dedicated.RentAsync(Request("acme/three"), null, cancellationToken); // expect: TAI1004
    }

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _lease = await together.Dedicated.RentAsync(Request("acme/four"), null, cancellationToken);

    public Task<EndpointLease> NewAsync(CancellationToken cancellationToken) => together.Dedicated.RentAsync(Request("acme/five"), null, cancellationToken);

    public async Task<EndpointLease> ReadyAsync(CancellationToken cancellationToken)
    {
        var lease = await together.Dedicated.RentAsync(Request("acme/six"), null, cancellationToken);
        Console.WriteLine($"{lease.EndpointId} is there");
        return lease;
    }

    public async Task RunAsync(Func<EndpointLease, Task> work, CancellationToken cancellationToken)
    {
        EndpointLease lease = await together.Dedicated.RentAsync(Request("acme/seven"), null, cancellationToken);
        try
        {
            await work(lease);
        }
        finally
        {
            await lease.DisposeAsync();
        }
    }

    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var lease = await together.Dedicated.RentAsync(Request("acme/eight"), null, cancellationToken);
        await using (lease.ConfigureAwait(false))
        {
            await foreach (string text in lease.Chat.StreamTextAsync(lease.ModelName, "Count to ten.", maxTokens: 60, cancellationToken))
                Console.Write(text);
        }
    }

    public async Task WrongAsync(CancellationToken cancellationToken)
    {
        RentRequest request = Request("acme/nine") with { Replicas = ReplicaRange.Between(4, 2) }; // expect: TAI1007
        await using EndpointLease lease = await together.Dedicated.RentAsync(request, null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lease is not null)
            await _lease.DisposeAsync();
    }
}
