using TogetherAI.ApiTour;

if (!TourOptions.TryParse(args, out TourOptions? options, out string? fault))
{
    await Console.Error.WriteLineAsync(fault);
    await Console.Error.WriteLineAsync(TourOptions.Usage);
    return 2;
}

using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
using TogetherAI.TogetherClient client = new();
return await TourGuide.RunAsync(client, options, Console.Out, interrupt.Token);
