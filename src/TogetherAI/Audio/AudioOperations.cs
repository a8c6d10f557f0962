namespace TogetherAI;

/// <summary>The audio operations of the API.</summary>
internal static class AudioOperations
{
    public static readonly Operation<SpeechRequest, EmptyResponse> Speech = new(
        "audio-speech", HttpMethod.Post, "v1/audio/speech", TogetherJsonContext.Default.SpeechRequest, TogetherJsonContext.Default.EmptyResponse,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, Transcription> Transcribe = new(
        "audio-transcriptions", HttpMethod.Post, "v1/audio/transcriptions", RequestType: null, TogetherJsonContext.Default.Transcription,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, Transcription> Translate = new(
        "audio-translations", HttpMethod.Post, "v1/audio/translations", RequestType: null, TogetherJsonContext.Default.Transcription,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, VoiceList> ListVoices = new(
        "fetchVoices", HttpMethod.Get, "v1/voices", RequestType: null, TogetherJsonContext.Default.VoiceList, RetryClass.Safe);
}
