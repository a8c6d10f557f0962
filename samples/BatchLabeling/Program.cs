using System.Globalization;
using BatchLabeling;
using TogetherAI;
using TogetherAI.Local;

// A corpus in, labels out. The service is in this process, and so is the model that answers; what takes hours at api.together.ai passes here on a
// clock that jumps. With a key, take new TogetherClient(), a model of the service's, and a journal that stays where it is: kill that, start it
// again, and it goes on. This one's journal is of no use to anybody once the service in this process is gone.
int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
VirtualTimeProvider clock = new() { AutoAdvance = true };
await using LocalTogether local = await LocalTogether.StartAsync(options =>
{
    options.TimeProvider = clock;
    options.Prices["tai-tiny"] = new TokenPrice(0.10m, 0.40m); // made up: USD for a million tokens in, and out
});
using TogetherClient together = local.CreateClient();

DirectoryInfo folder = Directory.CreateTempSubdirectory("batch-labeling-");
DateTimeOffset start = clock.GetUtcNow();
Labels progress = new(Console.Out);
int right = 0, failed = 0;
try
{
    await foreach (BatchResult<Review> result in together.Batches.RunAsync(
        Review.Make(count, seed: 9),
        keySelector: static review => review.Id,
        static review => new ChatRequest
        {
            Model = "tai-tiny",
            Messages = [ChatMessage.User($"Classify the sentiment of this review as positive, negative or neutral: {review.Text}")],
            MaxTokens = 4,
            Temperature = 0,
        },
        new BatchRunOptions
        {
            Journal = Path.Combine(folder.FullName, "labels.journal"),
            MaxUsd = 1m,
            CountTokens = await local.CreateTokenCounterAsync(), // the model's own count, for the estimate
            RequestsPerJob = Math.Max(1, count / 8),
            Progress = progress,
        }))
    {
        if (result.Error is not null)
            failed++;
        else if (result.Response!.Text.Trim().Equals(result.Input.Label, StringComparison.OrdinalIgnoreCase))
            right++;
    }
}
finally
{
    folder.Delete(recursive: true);
}

BatchRunProgress end = progress.Now;
Console.WriteLine(FormattableString.Invariant($"{end.Answered} reviews labelled, {failed} failed, {right} as they were meant: {100.0 * right / count:F1} % right"));
Console.WriteLine(FormattableString.Invariant($"{end.Tokens} tokens would have cost {end.SpentUsd:F4} USD; before the start it was known to be at most {end.MostUsd:F4} USD"));
Console.WriteLine(FormattableString.Invariant($"It took {(clock.GetUtcNow() - start).TotalMinutes:F0} minutes on the service's clock"));
