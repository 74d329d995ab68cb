package dev.turbine.benchmark.peer;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions by the channels they have subscribed to. */
final class ChannelsEndpoint extends Endpoint {
    private static final String SUBSCRIBE = "subscribe ";

    private final Map<String, Set<Session>> channels = new ConcurrentHashMap<>();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, text -> onText(session, text));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        channels.values().forEach(sessions -> sessions.remove(session));
    }

    private void onText(Session session, String text) {
        if (text.startsWith(SUBSCRIBE)) {
            String channel = text.substring(SUBSCRIBE.length());
            channels.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet())
                    .add(session);
            send(session, "ok");
        }
    }

    void publish(String channel, String data) {
        String text = "{\"method\":\"publication\",\"params\":{\"channel\":\"" + channel + "\",\"data\":" + data + "}}";
        for (Session session : channels.getOrDefault(channel, Set.of())) {
            send(session, text);
        }
    }

    private static void send(Session session, String text) {
        try {
            synchronized (session) { // two threads may not send at a time
                session.getBasicRemote().sendText(text);
            }
        } catch (IOException | IllegalStateException e) {
            // It has ended, and onClose is told.
        }
    }
}
