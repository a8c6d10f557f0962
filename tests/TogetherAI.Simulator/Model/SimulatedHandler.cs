namespace TogetherAI.Simulator;

/// <summary>The network of the simulation: takes what a real client sends, and answers from the services' models.</summary>
internal sealed class SimulatedHandler(World world) : HttpMessageHandler
{
    private const int Piece = 256; // the request's number stands in the body's first piece, the model before or after the messages

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        world.Time.Guard();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<HttpResponseMessage>(cancellationToken);
        Stream body = request.Content!.ReadAsStream(CancellationToken.None);
        Span<byte> first = stackalloc byte[Piece];
        Span<byte> last = stackalloc byte[Piece];
        first = first[..body.ReadAtLeast(first, Piece, throwOnEndOfStream: false)];
        body.Seek(-Math.Min(Piece, body.Length), SeekOrigin.End);
        last = last[..body.ReadAtLeast(last, Piece, throwOnEndOfStream: false)];
        return world.Open(LaneModels.Named(first) ?? LaneModels.Named(last) ?? throw new InvalidOperationException("A request for no lane."), Prompts.NumberIn(first))
            .SendAsync(cancellationToken);
    }
}
