namespace TogetherAI.ApiTour.Stops;

/// <summary>Images, speech and videos.</summary>
internal static class MediaStops
{
    public static IReadOnlyList<Stop> All { get; } =
    [
        Stop.Bills("POST", "v1/images/generations", static async tour => await tour.Client.Images.CreateAsync(
            new ImageRequest { Model = tour.Model(ModelType.Image, "black-forest-labs/FLUX.1-schnell"), Prompt = "a red dot", Steps = 1, Width = 256, Height = 256 },
            tour.Token)),
        Stop.Reads("v1/voices", static async tour => await tour.Client.Audio.ListVoicesAsync(cancellationToken: tour.Token)),
        Stop.Bills("POST", "v1/audio/speech", static async tour =>
        {
            SpeechRequest request = new() { Model = "hexgrad/Kokoro-82M", Input = "Hello.", Voice = "af_alloy" };
            await using BinaryResponse speech = await tour.Client.Audio.SpeakAsync(request, tour.Token);
        }),
        Stop.Bills("POST", "v1/audio/transcriptions", static async tour => await tour.Client.Audio.TranscribeAsync(
            new TranscriptionRequest { File = AudioInput.FromBytes(Wave.HalfASecondOfSilence(), "silence.wav"), Model = Whisper }, tour.Token)),
        Stop.Bills("POST", "v1/audio/translations", static async tour => await tour.Client.Audio.TranslateAsync(
            new TranslationRequest { File = AudioInput.FromBytes(Wave.HalfASecondOfSilence(), "silence.wav"), Model = Whisper }, tour.Token)),
        Stop.Bills("POST", "v2/videos", static async tour => tour.Found(
            "video",
            (await tour.Client.Videos.CreateAsync(new VideoRequest { Model = "minimax/video-01-director", Prompt = "a red dot" }, tour.Token)).Id)),
        Stop.Reads("v2/videos/{id}", static async tour => await tour.Client.Videos.GetAsync(tour.Need("video"), tour.Token)),
    ];

    private const string Whisper = "openai/whisper-large-v3";
}
