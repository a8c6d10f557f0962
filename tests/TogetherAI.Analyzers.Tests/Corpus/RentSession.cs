// Rents an endpoint for an evening, and says how it ends before it begins.
using TogetherAI;

using var together = new TogetherClient();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var rent = new RentRequest
{
    Model = "meta-llama/Llama-3.3-70B-Instruct",
    Replicas = ReplicaRange.Between(1, 3),
    IdleStop = IdleStop.After(TimeSpan.FromMinutes(30)),
    MaxUsd = 200m,
};
Quote quote = await together.Dedicated.QuoteAsync(rent, stop.Token);
Console.WriteLine(quote);

var progress = new Progress<RentProgress>(p => Console.WriteLine(p));
await using EndpointLease lease = await together.Dedicated.RentAsync(rent, progress, stop.Token);
while (Console.ReadLine() is { Length: > 0 } line)
{
    ChatResponse answer = await lease.Chat.CreateAsync(
        new ChatRequest { Model = lease.ModelName, Messages = [ChatMessage.User(line)], MaxTokens = 500 }, stop.Token);
    Console.WriteLine(answer.Text);
}

await lease.StopAsync(stop.Token);
