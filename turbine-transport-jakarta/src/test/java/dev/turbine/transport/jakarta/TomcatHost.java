package dev.turbine.transport.jakarta;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat, as Spring Boot sets it up. */
final class TomcatHost extends Host {
    static {
        Logger.getLogger("org.apache").setLevel(Level.SEVERE);
    }

    private final Tomcat tomcat = new Tomcat();

    @Override
    void run() throws Exception {
        tomcat.setBaseDir("target/tomcat-" + ProcessHandle.current().pid()); // test classes run side by side
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxConnections", "20000"); // by default 8192
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1"); // by default 100
        ErrorReportValve errors = new ErrorReportValve(); // as Spring Boot sets it
        errors.setShowReport(false);
        errors.setShowServerInfo(false);
        tomcat.getHost().getPipeline().addValve(errors);
        Context context = tomcat.addContext(CONTEXT, null);
        context.addServletContainerInitializer(new WsSci(), null);
        context.addServletContainerInitializer(
                (classes, servlets) -> HostRoutes.add(servlets, filter, asyncFilter), null);
        Wrapper servlet = Tomcat.addServlet(context, "turbine", transport.servlet());
        servlet.setAsyncSupported(true);
        servlet.addMapping(MOUNT + "/*");
        tomcat.start();
    }

    @Override
    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    void end() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
